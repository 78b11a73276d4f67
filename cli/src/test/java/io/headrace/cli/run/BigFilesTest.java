package io.headrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is large goes through the command and is never in it. */
class BigFilesTest {

    private static final long SIZE = 96L << 20;
    private static final long MOST_ALLOCATED = SIZE / 4;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws TransportException {
        shell = new Shell(folder);
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    @Test
    void sendsAFileWithoutHoldingIt() throws IOException {
        var big = folder.resolve("big.wav");
        try (var file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        var arrived = new AtomicLong();
        shell.gateway.on("POST", "/audio-to-text", exchange -> {
            try (var body = exchange.body().stream(Long.MAX_VALUE)) {
                var chunk = new byte[1 << 16];
                for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                    arrived.addAndGet(count);
                }
            }
            exchange.answer(200, "application/json", "{\"text\":\"hum\"}");
        });

        long allocated = allocatedBy(() -> shell.run("audio-to-text", "--audio", big.toString()));

        assertThat(arrived).hasValueGreaterThan(SIZE);
        assertThat(allocated).isLessThan(MOST_ALLOCATED);
    }

    @Test
    void bringsAFileHomeWithoutHoldingIt() throws IOException {
        shell.gateway.answers("POST", "/image-to-video", 200, "{\"images\":[{\"url\":\"/stream/aa/clip.mp4\"}]}");
        shell.gateway.on("GET", "/stream/aa/clip.mp4", exchange -> {
            try (var body = exchange.begin(200, Headers.of("Content-Length", Long.toString(SIZE)))) {
                for (long sent = 0; sent < SIZE; sent += 1 << 20) {
                    body.write(ByteBuffer.allocate(1 << 20));
                }
            }
        });
        var picture = shell.picture("a.png", 8, 8);

        long allocated = allocatedBy(() -> shell.runHere("image-to-video", "--image", picture));

        assertThat(folder.resolve("a-image-to-video.mp4")).hasSize(SIZE);
        assertThat(allocated).isLessThan(MOST_ALLOCATED);
    }

    /** In bytes, by the thread that runs the command. */
    private static long allocatedBy(Runnable command) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        command.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
