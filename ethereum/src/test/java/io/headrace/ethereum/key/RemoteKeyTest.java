package io.headrace.ethereum.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.ethereum.rpc.ScriptedEndpoint;
import io.headrace.payments.Wei;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RemoteKeyTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final PrivateKey KEY = PrivateKey.of(Hash256.of(BigInteger.valueOf(5)));
    private static final PrivateKey OTHER = PrivateKey.of(Hash256.of(BigInteger.valueOf(6)));
    private static final UnsignedTransaction TRANSACTION = new UnsignedTransaction(
            31_337, 0, Wei.of(1), Wei.of(3), 21_000, EthAddress.ZERO, Wei.ZERO, HexData.parse("00ff"));

    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void signsAsALocalKeyDoes() throws Exception {
        try (var signer = signingWith(KEY)) {
            var key = key(signer);

            assertThat(key.sign(TRANSACTION)).isEqualTo(new LocalKey(KEY).sign(TRANSACTION));
            assertThat(Signatures.signedBy(KEY.address(), Hash256.ZERO, key.sign(Hash256.ZERO)))
                    .isTrue();
        }
    }

    @Test
    void doesNotTakeAnotherKeysSignature() throws Exception {
        try (var signer = signingWith(OTHER)) {
            var key = key(signer);

            assertThatThrownBy(() -> key.sign(TRANSACTION))
                    .isInstanceOf(SigningFailed.class)
                    .hasMessageContaining("another key");
        }
    }

    @Test
    void saysWhenTheServiceDoesNotKnowTheKey() throws Exception {
        try (var signer = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), exchange -> exchange.answer(404))) {
            var key = key(signer);

            assertThatThrownBy(() -> key.sign(TRANSACTION))
                    .isInstanceOfSatisfying(
                            SigningFailed.class,
                            failure -> assertThat(failure.retryHelps()).isFalse())
                    .hasMessageContaining("404");
        }
    }

    @Test
    void takesATransactionThatANodeSigned() {
        var local = new LocalKey(KEY).sign(TRANSACTION);
        var node = new ScriptedEndpoint("node").answering("eth_signTransaction", "\"" + local.raw() + "\"");

        assertThat(new NodeKey(node, KEY.address(), LIMIT).sign(TRANSACTION)).isEqualTo(local);
    }

    @Test
    void doesNotTakeAnotherTransaction() {
        var richer = new UnsignedTransaction(
                31_337, 0, Wei.of(1), Wei.of(3), 21_000, OTHER.address(), Wei.of(9), HexData.NONE);
        var raw = new LocalKey(KEY).sign(richer).raw();
        var node = new ScriptedEndpoint("node").answering("eth_signTransaction", "{\"raw\":\"" + raw + "\"}");

        assertThatThrownBy(() -> new NodeKey(node, KEY.address(), LIMIT).sign(TRANSACTION))
                .isInstanceOf(SigningFailed.class);
        node.answering("eth_signTransaction", "\"0x02c0\"");
        assertThatThrownBy(() -> new NodeKey(node, KEY.address(), LIMIT).sign(TRANSACTION))
                .isInstanceOf(SigningFailed.class);
    }

    private RemoteKey key(HttpServer signer) {
        return new RemoteKey(http, URI.create("http://127.0.0.1:" + signer.port()), "id", KEY.address(), LIMIT);
    }

    /** Signs the hash of the data, as the service does. */
    private static HttpServer signingWith(PrivateKey key) throws Exception {
        return HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), exchange -> {
            assertThat(exchange.path()).isEqualTo("/api/v1/eth1/sign/id");
            byte[] body = exchange.body().readAll(64 * 1024);
            var data =
                    HexData.parse(JsonMapper.shared().readTree(body).get("data").stringValue());
            exchange.answer(
                    200, "text/plain", key.signDigest(Keccak.hash(data.bytes())).toString());
        });
    }
}
