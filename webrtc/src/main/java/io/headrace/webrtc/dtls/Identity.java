package io.headrace.webrtc.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/**
 * The key and certificate that a server shows its peers: made at its start and forgotten with it, since descriptions
 * vouch for it by its fingerprint (RFC 8827 section 6.5). Safe for threads.
 */
public final class Identity {

    private static final Duration VALIDITY = Duration.ofDays(365);

    /** Peers' clocks may be slow. */
    private static final Duration SLACK = Duration.ofDays(1);

    private final JcaTlsCrypto crypto;
    private final PrivateKey key;
    private final Certificate certificate;
    private final Fingerprint fingerprint;

    private Identity(JcaTlsCrypto crypto, PrivateKey key, Certificate certificate, Fingerprint fingerprint) {
        this.crypto = crypto;
        this.key = key;
        this.certificate = certificate;
        this.fingerprint = fingerprint;
    }

    /** On P-256, which all browsers know. */
    public static Identity make(SecureRandom random, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            var name = new X500Name("CN=WebRTC");
            byte[] encoded = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(128, random),
                            Date.from(now.minus(SLACK)),
                            Date.from(now.plus(VALIDITY)),
                            name,
                            pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            var crypto = new JcaTlsCryptoProvider().create(random);
            var certificate = new Certificate(new TlsCertificate[] {crypto.createCertificate(encoded)});
            return new Identity(crypto, pair.getPrivate(), certificate, Fingerprint.of(encoded));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("Every JDK can make a P-256 certificate", impossible);
        }
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }

    JcaTlsCrypto crypto() {
        return crypto;
    }

    TlsCredentialedSigner signer(TlsContext context) {
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                key,
                certificate,
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }
}
