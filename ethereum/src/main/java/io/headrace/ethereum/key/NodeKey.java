package io.headrace.ethereum.key;

import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.crypto.Signatures;
import io.headrace.ethereum.rpc.Endpoint;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.ethereum.rpc.Reply;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.web3j.rlp.RlpDecoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import tools.jackson.databind.JsonNode;

/**
 * A key that a JSON-RPC service keeps and signs with by {@code eth_signTransaction} and {@code eth_sign}: Web3Signer's
 * other face, a node with accounts, a proxy before a key vault.
 *
 * <p>What comes back is believed only when it is this account's signature over exactly what was asked for.
 */
public final class NodeKey implements TransactionSigner {

    private static final int SIGNED_FIELDS = 12;
    private static final int RECOVERY_OFFSET = 27;

    private final Endpoint service;
    private final EthAddress address;
    private final Duration limit;

    public NodeKey(Endpoint service, EthAddress address, Duration limit) {
        this.service = service;
        this.address = address;
        this.limit = limit;
    }

    @Override
    public EthAddress address() {
        return address;
    }

    @Override
    public Signature sign(Hash256 message) {
        var answer = ask("eth_sign", List.of(address.toString(), message.toString()));
        try {
            return checked(Signature.of(HexData.parse(answer.asString("")).bytes()), Signatures.digest(message));
        } catch (IllegalArgumentException noSignature) {
            throw failed("answered eth_sign with no signature");
        }
    }

    @Override
    public SignedTransaction sign(UnsignedTransaction transaction) {
        var answer = ask("eth_signTransaction", List.of(parameters(transaction)));
        // Web3Signer answers with the bytes alone, Geth with an object that has them.
        var raw = answer.isObject() ? answer.path("raw") : answer;
        SignedTransaction signed;
        try {
            var bytes = HexData.parse(raw.asString(""));
            signed = transaction.with(checked(signature(bytes), transaction.digest()));
            if (!signed.raw().equals(bytes)) {
                throw failed("signed another transaction than was asked for");
            }
        } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException malformed) {
            throw failed("answered eth_signTransaction with no transaction of type 2");
        }
        return signed;
    }

    /** The last three values of the list. */
    private static Signature signature(HexData raw) {
        var list = (RlpList) RlpDecoder.decode(raw.after(1).bytes()).getValues().getFirst();
        if (list.getValues().size() != SIGNED_FIELDS) {
            throw new IllegalArgumentException("A list of " + list.getValues().size());
        }
        var bytes = HexData.of(Hash256.of(number(list, 10)).bytes())
                .plus(HexData.of(Hash256.of(number(list, 11)).bytes()))
                .plus(HexData.of(
                        new byte[] {(byte) (RECOVERY_OFFSET + number(list, 9).intValue())}));
        return Signature.of(bytes.bytes());
    }

    private static BigInteger number(RlpList list, int index) {
        return new BigInteger(1, ((RlpString) list.getValues().get(index)).getBytes());
    }

    private Signature checked(Signature signature, Hash256 digest) {
        if (Signatures.signerOfDigest(digest, signature).filter(address::equals).isEmpty()) {
            throw failed("signed something else, or with another key than that of " + address);
        }
        return signature;
    }

    private JsonNode ask(String method, List<?> parameters) {
        try {
            return switch (service.ask(method, parameters, limit)) {
                case Reply.Result(var value) -> value;
                case Reply.Refused(var refusal) ->
                    throw failed("refuses to sign for " + address + ": " + refusal.getMessage());
                case Reply.Fault(var what) -> throw silent(what);
                case Reply.Untried(var what) -> throw silent(what);
            };
        } catch (ChainUnavailable interrupted) {
            throw failed("was not waited for");
        }
    }

    private SigningFailed silent(String what) {
        return new SigningFailed("The signer at " + service.name() + " did not sign: " + what, true);
    }

    private SigningFailed failed(String what) {
        return new SigningFailed("The signer at " + service.name() + " " + what, false);
    }

    private Map<String, String> parameters(UnsignedTransaction transaction) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("from", address.toString());
        if (!transaction.to().isZero()) {
            parameters.put("to", transaction.to().toString());
        }
        parameters.put("chainId", hex(BigInteger.valueOf(transaction.chainId())));
        parameters.put("nonce", hex(BigInteger.valueOf(transaction.nonce())));
        parameters.put("gas", hex(BigInteger.valueOf(transaction.gasLimit())));
        parameters.put("maxPriorityFeePerGas", hex(transaction.tip().amount()));
        parameters.put("maxFeePerGas", hex(transaction.feeCap().amount()));
        parameters.put("value", hex(transaction.value().amount()));
        parameters.put("data", transaction.data().toString());
        return parameters;
    }

    private static String hex(BigInteger value) {
        return "0x" + value.toString(16);
    }
}
