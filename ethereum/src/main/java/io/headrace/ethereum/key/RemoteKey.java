package io.headrace.ethereum.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.crypto.Signatures;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A key that a service of Web3Signer's form keeps: {@code POST /api/v1/eth1/sign/ID} with {@code {"data":"0x.."}} is
 * answered with the signature over the Keccak-256 of the data, in hexadecimal.
 *
 * <p>What comes back is believed only when it is this account's signature over what was asked for.
 */
public final class RemoteKey implements TransactionSigner {

    private static final HexData PERSONAL = HexData.of("\u0019Ethereum Signed Message:\n32".getBytes(US_ASCII));
    private static final int ANSWER_BYTES = 4 * 1024;

    private final HttpClient http;
    private final URI call;
    private final String service;
    private final EthAddress address;
    private final HttpCall.Limits limits;

    /**
     * @param service the root of the service
     * @param id under which it keeps the key: the public key, or whatever it was configured with
     * @param limit for one signature
     */
    public RemoteKey(HttpClient http, URI service, String id, EthAddress address, Duration limit) {
        this.http = http;
        this.call = service.resolve("/api/v1/eth1/sign/" + id);
        this.service = service.getHost() + ":" + service.getPort();
        this.address = address;
        this.limits = new HttpCall.Limits(limit, limit, ANSWER_BYTES);
    }

    @Override
    public EthAddress address() {
        return address;
    }

    @Override
    public Signature sign(Hash256 message) {
        return signature(PERSONAL.plus(HexData.of(message.bytes())), Signatures.digest(message));
    }

    @Override
    public SignedTransaction sign(UnsignedTransaction transaction) {
        return transaction.with(signature(transaction.payload(), transaction.digest()));
    }

    private Signature signature(HexData data, Hash256 digest) {
        var signature = read(ask("{\"data\":\"" + data + "\"}"));
        if (Signatures.signerOfDigest(digest, signature).filter(address::equals).isEmpty()) {
            throw new SigningFailed(
                    "The signer at " + service + " signed with another key than that of " + address
                            + "; is the key's identifier right?",
                    false);
        }
        return signature;
    }

    private Signature read(String answer) {
        try {
            return Signature.of(HexData.parse(answer.strip().replace("\"", "")).bytes());
        } catch (IllegalArgumentException noSignature) {
            throw new SigningFailed("The signer at " + service + " answered with no signature", false);
        }
    }

    private String ask(String body) {
        var post = HttpCall.post(call, Headers.contentType("application/json"), limits);
        try (var answer = http.send(post, ByteBuffer.wrap(body.getBytes(UTF_8)))) {
            byte[] content = answer.readAll();
            if (answer.status() != 200) {
                throw new SigningFailed(
                        "The signer at " + service + " answered with HTTP status " + answer.status() + " for " + address
                                + "; does it hold that key?",
                        answer.status() >= 500);
            }
            return new String(content, UTF_8);
        } catch (IOException failure) {
            throw new SigningFailed("The signer at " + service + " did not answer", true);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SigningFailed("Waiting for the signer at " + service + " was interrupted", false);
        }
    }
}
