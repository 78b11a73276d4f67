package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.process.ParentWatch;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands for single roles have in common. */
final class RoleOptions {

    /** Needed to run; not by the commands below a role, before which the parser looks as well. */
    @Option(names = "--data", paramLabel = "DIR", description = "this role's data directory; it needs one to run")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--natives", paramLabel = "DIR", description = "where FFmpeg is unpacked once; default in --data")
    Optional<Path> natives = Optional.empty();

    @Mixin
    final ChainOptions chain = new ChainOptions();

    @Mixin
    final KeyOptions key = new KeyOptions();

    @Option(names = "--supervised", hidden = true, description = "end when standard input ends")
    boolean supervised;

    DataDirectory directory() {
        return new DataDirectory(data.orElseThrow(() -> new CommandFailed(
                        ExitCode.WRONG_USE, "A role needs a data directory of its own: give --data DIR")))
                .created();
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
