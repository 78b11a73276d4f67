package io.headrace.orchestrator.live;

import io.headrace.admission.live.Flow;
import io.headrace.admission.live.LiveEnd;
import io.headrace.admission.live.LiveLog;
import io.headrace.admission.live.LiveRefusal;
import io.headrace.admission.live.LiveRequest;
import io.headrace.admission.live.LiveTill;
import io.headrace.media.ManifestId;
import io.headrace.media.PixelCount;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charges live sessions and tells what became of them. A session is charged every half second; the sums of five seconds
 * make one fact. On the live desk's thread, but for {@link #drainedLatch}.
 */
final class LiveBook implements LiveTill, LiveLog {

    private static final Logger LOG = LoggerFactory.getLogger(LiveBook.class);

    private static final Duration BETWEEN_FACTS = Duration.ofSeconds(5);

    private final Billing billing;
    private final WorkLog log;
    private final InstantSource clock;
    private final Map<ManifestId, Sum> sums = new HashMap<>();
    private final CountDownLatch drained = new CountDownLatch(1);

    LiveBook(Billing billing, WorkLog log, InstantSource clock) {
        this.billing = billing;
        this.log = log;
        this.clock = clock;
    }

    /** What was charged since it was last told. */
    private record Sum(long number, Instant since, Price price, long pixels, Credit fee, Credit balance) {

        static Sum begun(long number, Instant now) {
            return new Sum(number, now, Price.FREE, 0, Credit.ZERO, Credit.ZERO);
        }

        Sum plus(long more, Billing.Charge.Charged charge) {
            return new Sum(number, since, charge.price(), pixels + more, fee.plus(charge.fee()), charge.balance());
        }
    }

    /** Opens when no session is left and none will come. */
    CountDownLatch drainedLatch() {
        return drained;
    }

    @Override
    public Charging charge(LiveRequest request, long pixels) {
        return switch (billing.charge(request.sender(), request.session(), pixels)) {
            case Billing.Charge.Uncovered(var text) -> new Charging.Uncovered(text);
            case Billing.Charge.Charged charged -> {
                add(request.session(), pixels, charged);
                yield new Charging.Charged();
            }
        };
    }

    private void add(ManifestId session, long pixels, Billing.Charge.Charged charged) {
        var now = clock.instant();
        var sum = sums.getOrDefault(session, Sum.begun(0, now)).plus(pixels, charged);
        if (Duration.between(sum.since(), now).compareTo(BETWEEN_FACTS) < 0) {
            sums.put(session, sum);
        } else {
            tell(session, sum);
            sums.put(session, Sum.begun(sum.number() + 1, now));
        }
    }

    private void tell(ManifestId session, Sum sum) {
        log.tell(new WorkFact.LiveCharged(
                session, sum.number(), sum.price(), new PixelCount(sum.pixels()), sum.fee(), sum.balance()));
    }

    /** What the gateway calls its job: ours say so in the request's id, by which both journals are joined. */
    private static String subject(LiveRequest request) {
        var asked = request.asked();
        return asked.requestId().isEmpty() ? asked.streamId() : asked.requestId();
    }

    @Override
    public void opened(LiveRequest request) {
        log.tell(new WorkFact.LiveOpened(request.session(), request.sender(), subject(request), request.model()));
    }

    @Override
    public void refused(LiveRequest request, LiveRefusal refusal) {
        log.tell(new WorkFact.LiveRefused(subject(request), request.model(), refusal.sentence()));
    }

    @Override
    public void started(LiveRequest request) {
        log.tell(new WorkFact.LiveStarted(request.session()));
    }

    @Override
    public void ended(LiveRequest request, LiveEnd end, Flow flow) {
        var rest = sums.remove(request.session());
        if (rest != null && rest.pixels() > 0) {
            tell(request.session(), rest);
        }
        log.tell(new WorkFact.LiveEnded(request.session(), end.code(), end.sentence(), new PixelCount(flow.pixels())));
    }

    @Override
    public void drained() {
        drained.countDown();
    }

    @Override
    public void stopped(RuntimeException bug) {
        LOG.error("Live admission stands still after a bug; restart this node", bug);
        drained.countDown();
    }
}
