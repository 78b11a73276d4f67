package io.headrace.node.command;

import io.headrace.node.data.DataDirectory;
import io.headrace.node.process.ParentWatch;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands for single roles have in common. */
final class RoleOptions {

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "this role's data directory")
    Path data = Path.of("");

    @Option(names = "--natives", paramLabel = "DIR", description = "where FFmpeg is unpacked once; default in --data")
    Optional<Path> natives = Optional.empty();

    @Mixin
    final ChainOptions chain = new ChainOptions();

    @Mixin
    final KeyOptions key = new KeyOptions();

    @Option(names = "--supervised", hidden = true, description = "end when standard input ends")
    boolean supervised;

    DataDirectory directory() {
        return new DataDirectory(data).created();
    }

    Path nativesFolder() {
        return natives.orElseGet(() -> directory().natives());
    }

    /** Returns when the process is asked to end; {@code end} then runs, whatever asks. */
    void stay(Runnable end) throws InterruptedException {
        var over = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    end.run();
                    over.countDown();
                }));
        if (supervised) {
            ParentWatch.endWith(System.in, () -> System.exit(0));
        }
        over.await();
    }
}
