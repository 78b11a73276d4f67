package io.headrace.ethereum.abi;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.payments.Ticket;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/** Our values as the library's, and calls as bytes. */
final class Encoding {

    private Encoding() {}

    /** Four bytes of the function's signature, then the arguments. */
    static HexData call(String function, Type<?>... arguments) {
        return HexData.parse(
                FunctionEncoder.encode(new Function(function, List.copyOf(Arrays.asList(arguments)), List.of())));
    }

    /** The arguments alone, as they follow a contract's code when it is deployed. */
    static HexData arguments(List<Type<?>> arguments) {
        return HexData.parse(FunctionEncoder.encodeConstructor(List.copyOf(arguments)));
    }

    static Uint256 uint(BigInteger value) {
        return new Uint256(value);
    }

    static Uint256 uint(long value) {
        return new Uint256(value);
    }

    static Address address(EthAddress value) {
        return new Address(HexData.of(value.bytes()).toString());
    }

    static Bytes32 hash(Hash256 value) {
        return new Bytes32(value.bytes());
    }

    static DynamicBytes bytes(byte[] value) {
        return new DynamicBytes(value);
    }

    static Utf8String text(String value) {
        return new Utf8String(value);
    }

    /** In the order of the contract's struct (payments section 1.1). */
    static final class TicketTuple extends DynamicStruct {
        TicketTuple(Ticket ticket) {
            super(
                    address(ticket.recipient()),
                    address(ticket.sender()),
                    uint(ticket.faceValue().amount()),
                    uint(ticket.winProb().threshold()),
                    uint(ticket.senderNonce()),
                    hash(ticket.randHash()),
                    bytes(ticket.creation().auxData()));
        }
    }
}
