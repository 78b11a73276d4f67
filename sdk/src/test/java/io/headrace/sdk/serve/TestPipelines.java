package io.headrace.sdk.serve;

import io.headrace.pipeline.PricingUnit;
import io.headrace.sdk.InputRefused;
import io.headrace.sdk.NotBlank;
import io.headrace.sdk.PipelineDefinition;
import io.headrace.sdk.Run;
import io.headrace.sdk.Size;
import io.headrace.sdk.TypedPipeline;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Pipelines that tests ask. */
final class TestPipelines {
    private TestPipelines() {}

    record Text(@NotBlank @Size(max = 2_000_000) String text) {}

    record Echo(String text) {}

    /** Says what it is told; some words make it do something else. */
    @PipelineDefinition(name = "echo", unit = PricingUnit.CHARACTER)
    static final class Echoing implements TypedPipeline<Text, Echo> {
        @Override
        public Echo run(Text input, Run run) {
            run.progress(0.5, "half");
            run.used(2);
            run.used(input.text().length());
            return switch (input.text()) {
                case "refuse" -> throw new InputRefused("\"refuse\" is not echoed");
                case "fail" -> throw new IllegalStateException("out of breath");
                default -> new Echo(input.text());
            };
        }
    }

    record Letter(String letter) {}

    /** One letter after the other; "forever" without end, "fail" with a failure after the first. */
    @PipelineDefinition(name = "spell", unit = PricingUnit.REQUEST)
    static final class Spelling implements TypedPipeline<Text, Stream<Letter>> {
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public Stream<Letter> run(Text input, Run run) {
            return switch (input.text()) {
                case "refuse" -> throw new InputRefused("\"refuse\" is not spelled");
                case "forever" -> Stream.generate(() -> new Letter("x")).onClose(closed::countDown);
                case "large" -> Stream.of(new Letter("y".repeat(EventTelling.MAX_LINE)));
                case "fail" ->
                    Stream.of("f", "?").map(letter -> {
                        if (letter.equals("?")) {
                            throw new IllegalStateException("out of ink");
                        }
                        return new Letter(letter);
                    });
                default -> input.text().chars().mapToObj(letter -> new Letter(Character.toString(letter)));
            };
        }
    }

    /** Waits until it is let go, or interrupted. */
    @PipelineDefinition(name = "wait", unit = PricingUnit.SECOND)
    static final class Waiting implements TypedPipeline<Text, Echo> {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public Echo run(Text input, Run run) throws InterruptedException {
            begun.countDown();
            try {
                letGo.await();
            } catch (InterruptedException cancelled) {
                if (run.cancelled()) {
                    interrupted.countDown();
                }
                throw cancelled;
            }
            return new Echo(input.text());
        }
    }

    /** Ignores all interruptions until it is let go. */
    @PipelineDefinition(name = "stubborn")
    static final class Stubborn implements TypedPipeline<Text, Echo> {
        final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public Echo run(Text input, Run run) {
            while (letGo.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
            return new Echo(input.text());
        }
    }
}
