package io.headrace.orchestrator.batch;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.media.MediaBytes;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Models whose answers a test writes, with so many places each; a place that is given back twice is a fault. */
public final class ScriptedModels implements BatchWorkshop {

    /** What was asked, in order. */
    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    private final Map<BatchSkill, AtomicInteger> taken = new ConcurrentHashMap<>();
    private final int places;
    private volatile Optional<Progress> progress = Optional.empty();
    private volatile Script script = _ -> json("{}");

    public ScriptedModels(int places) {
        this.places = places;
    }

    /** A request as a runner got it. */
    public record Asked(BatchSkill skill, BatchCall call, MediaBytes body, CountDownLatch givenUp) {
        public String text() {
            return StandardCharsets.UTF_8.decode(body.asByteBuffer()).toString();
        }
    }

    @FunctionalInterface
    public interface Script {
        BatchAnswer answer(Asked asked) throws InterruptedException;
    }

    public ScriptedModels with(Pipeline pipeline, String model) {
        taken.put(new BatchSkill(pipeline.name(), model), new AtomicInteger());
        return this;
    }

    public void without(Pipeline pipeline, String model) {
        taken.remove(new BatchSkill(pipeline.name(), model));
    }

    public void answering(Script other) {
        script = other;
    }

    /** What each of them says of how far it is. */
    public void saying(Progress newer) {
        progress = Optional.of(newer);
    }

    public static BatchAnswer json(String text) {
        return answered("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    public static BatchAnswer answered(String contentType, byte[] body) {
        return new BatchAnswer.Answered(contentType, "test", new ByteArrayInputStream(body));
    }

    /** Says nothing until it is given up or the time is over. */
    public static BatchAnswer hang(Asked asked) throws InterruptedException {
        return asked.givenUp().await(asked.call().whole().toMillis(), TimeUnit.MILLISECONDS)
                ? new BatchAnswer.Withdrawn("given up")
                : new BatchAnswer.TooLate("no answer within " + asked.call().whole());
    }

    /** How many places are taken, of all models. */
    public int inUse() {
        return taken.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    @Override
    public Map<BatchSkill, ModelConstraint> offers() {
        var offers = new ConcurrentHashMap<BatchSkill, ModelConstraint>();
        taken.forEach((skill, inUse) -> offers.put(skill, new ModelConstraint(true, places, "0.14.1", inUse.get())));
        return offers;
    }

    @Override
    public Optional<BatchPlace> take(BatchSkill skill) {
        var inUse = taken.get(skill);
        if (inUse == null) {
            return Optional.empty();
        }
        int before = inUse.getAndUpdate(count -> count < places ? count + 1 : count);
        return before < places ? Optional.of(new Place(skill, inUse)) : Optional.empty();
    }

    private final class Place implements BatchPlace {
        private final BatchSkill skill;
        private final AtomicInteger inUse;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final CountDownLatch givenUp = new CountDownLatch(1);

        Place(BatchSkill skill, AtomicInteger inUse) {
            this.skill = skill;
            this.inUse = inUse;
        }

        @Override
        public BatchAnswer send(BatchCall call, InputStream body) throws InterruptedException {
            try {
                var request = new Asked(skill, call, MediaBytes.owning(body.readAllBytes()), givenUp);
                asked.add(request);
                return script.answer(request);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public Optional<Progress> progress() {
            return progress;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                inUse.decrementAndGet();
                givenUp.countDown();
            }
        }
    }
}
