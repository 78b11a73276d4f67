package io.headrace.orchestrator.ai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AnswerPipeTest {

    private final AnswerPipe pipe = new AnswerPipe(1 << 20);

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    void handsOnWhatIsPutAtOnceAndItsEnd() throws Exception {
        pipe.put(bytes("one "));

        assertThat(pipe.readNBytes(4)).isEqualTo("one ".getBytes(UTF_8));
        pipe.put(bytes("two"));
        pipe.finish();
        assertThat(new String(pipe.readAllBytes(), UTF_8)).isEqualTo("two");
        assertThat(pipe.read()).isEqualTo(-1);
    }

    @Test
    void saysWhyItBreaksOffBehindWhatCameBefore() throws Exception {
        pipe.put(bytes("half"));
        pipe.breakOff("The worker is gone");
        pipe.finish();

        assertThat(pipe.readNBytes(4)).isEqualTo("half".getBytes(UTF_8));
        assertThatIOException().isThrownBy(pipe::read).withMessage("The worker is gone");
        assertThat(pipe.put(bytes("more"))).isFalse();
    }

    @Test
    void takesNoMoreThanItMay() throws Exception {
        var small = new AnswerPipe(5);

        assertThat(small.put(bytes("12345"))).isTrue();
        assertThat(small.put(bytes("6"))).isFalse();

        assertThat(small.readNBytes(5)).hasSize(5);
        assertThatIOException().isThrownBy(small::read).withMessageContaining("more than 5 bytes");
    }

    @Test
    void letsItsWriterWaitUntilItIsRead() throws Exception {
        var large = ByteBuffer.allocate(300 * 1024);
        pipe.put(large.duplicate());
        var second = CompletableFuture.supplyAsync(() -> pipe.put(large.duplicate()));
        assertThat(second).isNotDone();

        pipe.readNBytes(300 * 1024);

        assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void letsItsWriterGoWhenItIsClosed() throws Exception {
        var told = new AtomicInteger();
        pipe.onOver(told::incrementAndGet);
        pipe.put(ByteBuffer.allocate(300 * 1024));
        var second = CompletableFuture.supplyAsync(() -> pipe.put(ByteBuffer.allocate(1)));

        pipe.close();

        assertThat(second.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(told).hasValue(1);
        assertThatIOException().isThrownBy(pipe::read);
        AnswerPipe.closed().onOver(told::incrementAndGet);
        assertThat(told).hasValue(2);
    }
}
