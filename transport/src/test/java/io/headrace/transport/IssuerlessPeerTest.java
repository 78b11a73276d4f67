package io.headrace.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Existing orchestrators show certificates without issuer and subject. */
class IssuerlessPeerTest {
    private static final HttpHandler HELLO = exchange -> exchange.answer(200, "text/plain", "hello");

    @BeforeAll
    static void acceptThem() {
        // The server of this test needs it too, for it is a JDK that shows such a certificate.
        IssuerlessCertificates.accept();
    }

    @Test
    void isReachedOverHttp() throws Exception {
        try (var server = server();
                var client = Loopback.client()) {
            var answer = client.send(HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT));

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void isReachedOverGrpc() throws Exception {
        try (var server = server();
                var channels = new GrpcChannels(Duration.ofSeconds(5))) {
            byte[] echoed = ClientCalls.blockingUnaryCall(
                    channels.to(Loopback.https(server, "")), ByteService.ECHO, CallOptions.DEFAULT, new byte[3]);

            assertThat(echoed).hasSize(3);
        }
    }

    private static HttpServer server() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var now = Instant.now();
        var nobody = new X500Name("");
        var holder = new JcaX509v3CertificateBuilder(
                        nobody,
                        BigInteger.TEN,
                        Date.from(now),
                        Date.from(now.plus(Duration.ofHours(1))),
                        nobody,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        var certificate = new JcaX509CertificateConverter()
                .setProvider(new BouncyCastleProvider())
                .getCertificate(holder);
        return HttpServer.start(
                HttpServerConfig.tls(Loopback.HOST, 0, new ServerCertificate(certificate, pair.getPrivate())),
                HELLO,
                List.of(new ByteService()));
    }
}
