package io.headrace.ethereum.abi;

import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.rpc.HexData;
import java.util.function.Function;
import org.web3j.abi.datatypes.Type;

/**
 * A question to a contract, and how its answer is read. Nothing changes by asking.
 *
 * @param what for messages, as {@code TicketBroker.usedTickets}
 * @param reader throws {@link IllegalArgumentException} for an answer that is not of this question
 */
public record Query<T>(String what, EthAddress to, HexData data, Function<HexData, T> reader) {

    /** @param words how many values the answer has at least */
    static <T> Query<T> of(
            String contract,
            EthAddress to,
            int words,
            Function<Words, T> reader,
            String function,
            Type<?>... arguments) {
        return new Query<>(
                contract + "." + function,
                to,
                Encoding.call(function, arguments),
                answer -> reader.apply(Words.of(answer, words)));
    }
}
