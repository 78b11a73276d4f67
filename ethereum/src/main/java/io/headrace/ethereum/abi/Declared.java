package io.headrace.ethereum.abi;

import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes20;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * A value whose type is told beside it, as in a plan of deployment.
 *
 * @param type of the contract's language, such as {@code uint256}
 * @param value numbers in decimal digits, addresses and bytes in hexadecimal ones
 */
public record Declared(String type, String value) {

    /** As they follow a contract's code. */
    public static HexData arguments(List<Declared> values) {
        return Encoding.arguments(types(values));
    }

    public static Call call(EthAddress to, String function, List<Declared> values) {
        return new Call(
                function,
                Purpose.DEPLOY,
                to,
                Wei.ZERO,
                Encoding.call(function, types(values).toArray(Type<?>[]::new)));
    }

    private static List<Type<?>> types(List<Declared> values) {
        return values.stream().<Type<?>>map(Declared::encoded).toList();
    }

    /** @throws IllegalArgumentException for a type that no constructor of the protocol has */
    private Type<?> encoded() {
        return switch (type) {
            case "address" -> Encoding.address(EthAddress.parse(value));
            case "bool" -> new Bool(Boolean.parseBoolean(value));
            case "bytes20" -> new Bytes20(HexData.parse(value).bytes());
            case "bytes32" -> Encoding.hash(Hash256.parse(value));
            case "int256" -> new Int256(new BigInteger(value));
            case "string" -> Encoding.text(value);
            case "uint8" -> new Uint8(new BigInteger(value));
            case "uint64" -> new Uint64(new BigInteger(value));
            case "uint256" -> Encoding.uint(new BigInteger(value));
            default -> throw new IllegalArgumentException("No value of type " + type + " is known");
        };
    }
}
