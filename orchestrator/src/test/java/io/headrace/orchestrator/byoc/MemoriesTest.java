package io.headrace.orchestrator.byoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of strangers, and how much of it. */
class MemoriesTest {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final EthAddress ALICE = EthAddress.parse("0x" + "a1".repeat(20));
    private static final EthAddress BOB = EthAddress.parse("0x" + "b0".repeat(20));

    @Test
    void takesAProofOnceFromEachSender() {
        var memory = new NonceMemory(10);
        var expires = BEGINNING.plusSeconds(60);

        assertThat(memory.take(ALICE, "n", expires, BEGINNING)).isTrue();
        assertThat(memory.take(ALICE, "n", expires, BEGINNING)).isFalse();
        assertThat(memory.take(BOB, "n", expires, BEGINNING)).isTrue();
        assertThat(memory.take(ALICE, "n", expires, expires))
                .as("it is good until then")
                .isFalse();
    }

    @Test
    void takesNoneThatItCouldNotRememberUntilOthersHaveExpired() {
        var memory = new NonceMemory(2);

        assertThat(memory.take(ALICE, "long", BEGINNING.plusSeconds(90), BEGINNING))
                .isTrue();
        assertThat(memory.take(ALICE, "short", BEGINNING.plusSeconds(30), BEGINNING))
                .isTrue();
        assertThat(memory.take(BOB, "third", BEGINNING.plusSeconds(90), BEGINNING))
                .isFalse();
        assertThat(memory.take(BOB, "third", BEGINNING.plusSeconds(90), BEGINNING.plusSeconds(31)))
                .isTrue();
    }

    /** Whatever comes in whatever order, nobody is served twice by one proof while it is good. */
    @Test
    void noProofServesTwiceWhileItIsGood() {
        for (int seed = 0; seed < 50; seed++) {
            var chance = new Random(seed);
            var memory = new NonceMemory(8);
            var good = new HashMap<String, Instant>();
            var now = BEGINNING;
            for (int i = 0; i < 500; i++) {
                now = now.plusMillis(chance.nextInt(2_000));
                var nonce = "n" + chance.nextInt(20);
                var expires = now.plusMillis(chance.nextInt(20_000));
                boolean taken = memory.take(ALICE, nonce, expires, now);
                var before = Optional.ofNullable(good.get(nonce)).filter(now::isBefore);
                assertThat(taken && before.isPresent())
                        .as("seed %d, step %d", seed, i)
                        .isFalse();
                if (taken) {
                    good.put(nonce, expires);
                }
            }
        }
    }

    @Test
    void holdsNoMoreBodiesThanThereIsRoomFor() throws Exception {
        var memory = new BodyMemory(100);

        try (var first = memory.new Held();
                var second = memory.new Held()) {
            assertThat(first.read(new ByteArrayInputStream(new byte[60]))).isPresent();
            assertThat(second.read(new ByteArrayInputStream(new byte[41]))).isEmpty();
            assertThat(memory.held()).isEqualTo(60);
        }
        assertThat(memory.held()).isZero();
    }

    /** A sender that dies in the middle of its body leaves nothing behind. */
    @Test
    void givesBackWhatABodyHeldThatBrokeOff() {
        var memory = new BodyMemory(200_000);
        var dying = new FilterInputStream(new ByteArrayInputStream(new byte[100_000])) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = super.read(into, from, length);
                if (count < 0) {
                    throw new IOException("The sender died");
                }
                return count;
            }
        };

        assertThatThrownBy(() -> {
                    try (var held = memory.new Held()) {
                        held.read(dying);
                    }
                })
                .hasMessage("The sender died");
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatIsHeldIsTheSumOfWhatWasRead() throws Exception {
        var chance = new Random(7);
        var memory = new BodyMemory(1_000_000);
        var open = new ArrayList<Open>();
        for (int i = 0; i < 1_000; i++) {
            if (open.isEmpty() || chance.nextBoolean()) {
                var next = new Open(memory.new Held(), chance.nextInt(150_000));
                boolean taken = next.held()
                        .read(new ByteArrayInputStream(new byte[next.size()]))
                        .isPresent();
                assertThat(taken).isEqualTo(sum(open) + next.size() <= 1_000_000);
                if (taken) {
                    open.add(next);
                } else {
                    next.held().close();
                }
            } else {
                open.remove(chance.nextInt(open.size())).held().close();
            }
            assertThat(memory.held()).isEqualTo(sum(open));
        }
    }

    private record Open(BodyMemory.Held held, int size) {}

    private static long sum(List<Open> open) {
        return open.stream().mapToLong(Open::size).sum();
    }
}
