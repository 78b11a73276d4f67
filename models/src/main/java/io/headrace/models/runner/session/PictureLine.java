package io.headrace.models.runner.session;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.Made;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.runner.status.StreamGauge;
import io.headrace.trickle.Ticker;
import io.headrace.trickle.TrickleException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the pictures that wait, one after the other, and puts out what becomes of them. What the control channel wishes is
 * done between two pictures. A line that fails is made anew, and goes on at the next keyframe. Belongs to one thread, which
 * does nothing else.
 */
final class PictureLine {
    private static final Logger LOG = LoggerFactory.getLogger(PictureLine.class);

    /** Whoever stands by may be on the machine of the one at work: a stream of its own beside that is enough. */
    private static final Duration BETWEEN_REHEARSED = Duration.ofMillis(20);

    private final PictureWorks works;
    private final int mostRestarts;
    private final Ticker ticker;
    private final WaitingPictures waiting;
    private final Wishes wishes;
    private final PictureSink sink;
    private final SessionTeller teller;
    private final StreamGauge gauge;
    private final SkipRule skipRule;
    private final KeyframeRule keyframes;
    private final FrameLedger ledger = new FrameLedger();

    private PictureWork work;
    private String parameters;
    private boolean keyframeCame;
    private int restarts;
    private @Nullable ResumePoint resume;

    /** @param work that was opened with these parameters; belongs to this line from now on */
    PictureLine(
            SessionNeeds needs,
            PictureWork work,
            String parameters,
            WaitingPictures waiting,
            Wishes wishes,
            PictureSink sink,
            SessionTeller teller) {
        this.works = needs.works();
        this.mostRestarts = needs.limits().restarts();
        this.ticker = needs.ticker();
        this.work = work;
        this.parameters = parameters;
        this.waiting = waiting;
        this.wishes = wishes;
        this.sink = sink;
        this.teller = teller;
        this.gauge = teller.gauge();
        this.skipRule = new SkipRule(needs.limits().patience(), needs.limits().patienceAtTakeOver());
        this.keyframes = new KeyframeRule(needs.limits().keyframeEvery());
    }

    /**
     * Works until nothing waits any more and nothing will come.
     *
     * @throws FrameException when the line failed too often
     * @throws TrickleException when nobody takes the output
     */
    void run() throws FrameException, TrickleException, InterruptedException {
        try {
            rehearse();
            for (var next = next(); next.isPresent(); next = next()) {
                obey(wishes.take());
                attempt(next.get());
            }
            putOut(work.finish());
        } finally {
            ledger.abandon();
            gauge.undecodable(ledger.takeLost());
            work.close();
        }
    }

    /** A session that stands by has the time; one whose pictures come already has not. */
    private void rehearse() {
        try {
            works.rehearse(parameters, () -> waiting.awaited(BETWEEN_REHEARSED));
        } catch (FrameException | ParametersRefused failure) {
            LOG.debug("There was no rehearsal", failure);
        }
    }

    private Optional<WaitingPictures.Arrived> next() throws InterruptedException {
        var next = waiting.poll();
        if (next.isEmpty()) {
            skipRule.caughtUp();
            next = waiting.take();
        }
        return next;
    }

    private void obey(Wishes.Taken taken) {
        taken.parameters().ifPresent(this::update);
        taken.resumeAfter().ifPresent(after -> {
            resume = new ResumePoint(after);
            skipRule.tookOver(ticker.nanos());
            keyframes.demand();
        });
        if (taken.keyframe()) {
            keyframes.demand();
        }
    }

    private void update(String newer) {
        try {
            work.update(newer);
            parameters = newer;
            gauge.parameters(newer);
        } catch (ParametersRefused refused) {
            teller.error("Parameters refused, the ones before remain: " + refused.getMessage());
        }
    }

    private void attempt(WaitingPictures.Arrived arrived)
            throws FrameException, TrickleException, InterruptedException {
        try {
            take(arrived);
        } catch (FrameException failure) {
            ledger.abandon();
            restart(failure);
        }
        gauge.undecodable(ledger.takeLost());
    }

    private void take(WaitingPictures.Arrived arrived) throws FrameException, TrickleException, InterruptedException {
        var picture = arrived.picture();
        long now = ticker.nanos();
        keyframes.came(picture);
        keyframeCame |= picture.keyframe();
        if (!keyframeCame) {
            gauge.skipped();
        } else if (resume != null && resume.covers(picture.presentation())) {
            gauge.replayed();
            work.decodeOnly(picture);
        } else if (skipRule.skips(Duration.ofNanos(now - arrived.readNanos()), !waiting.isEmpty(), now)) {
            gauge.skipped();
            work.decodeOnly(picture);
        } else {
            transform(picture, arrived.readNanos());
        }
    }

    private void transform(Picture picture, long readNanos)
            throws FrameException, TrickleException, InterruptedException {
        ledger.enter(picture.presentation(), readNanos);
        putOut(work.process(picture, keyframes.isDue(picture)));
    }

    private void putOut(List<Made> made) throws TrickleException, InterruptedException {
        for (var each : made) {
            var readNanos = ledger.leave(each.picture().presentation());
            if (readNanos.isPresent()) {
                putOut(each, readNanos.getAsLong());
            }
        }
    }

    private void putOut(Made made, long readNanos) throws TrickleException, InterruptedException {
        var picture = made.picture();
        sink.picture(picture);
        long written = ticker.nanos();
        resume = null;
        keyframes.wentOut(picture);
        teller.pictureOut(new FrameTimes(
                picture.presentation().ticks(),
                readNanos,
                made.decodedNanos(),
                made.transformedNanos(),
                made.encodedNanos(),
                written));
    }

    private void restart(FrameException failure) throws FrameException {
        if (restarts == mostRestarts) {
            throw failure;
        }
        restarts++;
        work.close();
        try {
            work = works.open(parameters);
        } catch (ParametersRefused changed) {
            throw new FrameException("The model does not take its own parameters any more: " + changed.getMessage());
        }
        keyframeCame = false;
        keyframes.demand();
        teller.restarted("The line of pictures failed and was made anew: " + failure.getMessage(), restarts);
    }
}
