package io.headrace.inference;

import io.headrace.inference.source.ChildRunner;
import io.headrace.inference.source.Opening;
import io.headrace.inference.source.RunnerOpener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A parent to be killed: starts a runner and prints where it is. */
final class FakeParent {

    private FakeParent() {}

    public static void main(String[] args) throws Exception {
        var opener = new RunnerOpener(() -> "token", Duration.ofMinutes(1));
        if (opener.open(new ChildRunner(FakeRunner.command("well"))) instanceof Opening.Opened(var runner)) {
            System.out.println(runner.address());
            new CountDownLatch(1).await();
        }
    }
}
