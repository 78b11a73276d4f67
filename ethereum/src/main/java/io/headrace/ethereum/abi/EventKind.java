package io.headrace.ethereum.abi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.ethereum.rpc.Log;
import java.util.function.BiFunction;

/**
 * One kind of event and how its values are read.
 *
 * @param signature name and types, as the topic is the hash of
 * @param indexed how many values stand in the topics
 * @param words how many stand in the data
 */
record EventKind<E extends ChainEvent>(String signature, int indexed, int words, BiFunction<Indexed, Words, E> reader) {

    /** The values in a log's topics, counted from zero. */
    record Indexed(Log log) {
        Hash256 word(int index) {
            return log.topics().get(index + 1);
        }

        EthAddress address(int index) {
            return Words.address(word(index));
        }
    }

    Hash256 topic() {
        return Keccak.hash(signature.getBytes(US_ASCII));
    }

    /** @throws IllegalArgumentException when the log has another form than its topic says */
    E read(Log log) {
        if (log.topics().size() != indexed + 1) {
            throw new IllegalArgumentException(
                    signature + " with " + log.topics().size() + " topics, not " + (indexed + 1));
        }
        return reader.apply(new Indexed(log), Words.of(log.data(), words));
    }
}
