package io.headrace.gateway.realtime.session;

import io.headrace.engine.ChildException;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.publication.Results;
import io.headrace.gateway.realtime.flow.Failing;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.run.JobCraft;
import io.headrace.gateway.run.Negotiation;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobClass;
import io.headrace.job.JobEvent;
import io.headrace.job.JobLimits;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.Host;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a live session is done: listens to the stream's {@link Flow} and tells feed, units and sessions what each has to
 * know of it. One for each job. Any thread.
 */
final class RealtimeCraft implements JobCraft, StreamFlow.Listener {

    private final RealtimeJobOrder order;
    private final RealtimeSettings settings;
    private final Function<StreamFlow.Listener, Flow> flows;
    private final Audience audience;
    private final long first;

    private volatile Optional<Works> works = Optional.empty();

    /** What was put together. */
    private record Works(
            RunContext context,
            Flow flow,
            UnitFeed feed,
            FlowingUnits units,
            RealtimeSessions sessions,
            FlowCharges charges,
            SessionUpkeep upkeep,
            SessionStarter starter) {}

    /**
     * @param flows opens the stream's flow
     * @param first the number of the job's next unit
     */
    RealtimeCraft(
            RealtimeJobOrder order,
            RealtimeSettings settings,
            Function<StreamFlow.Listener, Flow> flows,
            Audience audience,
            long first) {
        this.order = order;
        this.settings = settings;
        this.flows = flows;
        this.audience = audience;
        this.first = first;
    }

    @Override
    public JobClass jobClass() {
        return JobClass.REALTIME;
    }

    @Override
    public String pipeline() {
        return RealtimeJobOrder.PIPELINE;
    }

    @Override
    public Optional<String> model() {
        return Optional.of(order.model());
    }

    @Override
    public JobLimits limits() {
        return JobLimits.realtime(settings.publisher());
    }

    @Override
    public Parts assemble(RunContext context) {
        Supplier<Capabilities> needed = () -> SessionNeeds.of(order.model());
        var negotiation = new Negotiation(context.tools(), needed, context::maxPrice);
        var starter = new SessionStarter(order, context, negotiation, settings);
        var flow = flows.apply(this);
        flow.control(order.parameters());
        var sessions = new RealtimeSessions(order, context, negotiation, starter, settings, flow, this::leave);
        var units = new FlowingUnits(context, first, sessions::works);
        var feed = new UnitFeed(context.job());
        var upkeep = new SessionUpkeep(context, negotiation, starter, sessions);
        var charges = new FlowCharges(sessions, starter::now);
        works = Optional.of(new Works(context, flow, feed, units, sessions, charges, upkeep, starter));
        watch(context.tools().host(), settings.watch(), upkeep::payWhoIsDue);
        watch(context.tools().host(), settings.refresh(), upkeep::refresh);
        return new Parts(feed, new Passing(units), needed, sessions, units);
    }

    /** Again and again, until the job is over. */
    private void watch(Host host, Duration every, Runnable look) {
        var _ = host.after(
                every,
                () -> works.ifPresent(now -> {
                    if (now.context().view().outcome().isEmpty()) {
                        look.run();
                        watch(host, every, look);
                    }
                }));
    }

    /** Results have gone to the viewers already. */
    private record Passing(FlowingUnits units) implements Results {
        @Override
        public long next() {
            return units.next();
        }

        @Override
        public void finish(Outcome outcome) throws IOException, ChildException {}
    }

    /** Who serves; empty while nobody does. */
    Optional<Orchestrator> serving() {
        return works.flatMap(now -> now.sessions().serving());
    }

    void update(String parameters) {
        works.ifPresent(now -> {
            now.starter().parameters(parameters);
            now.sessions().parametersChanged();
            now.flow().control(parameters);
        });
    }

    void inputEnded() {
        works.ifPresent(now -> now.feed().end());
    }

    @Override
    public void unitBegun(long seq, MediaTime start, int width, int height) {
        works.ifPresent(now -> {
            long unit = first + seq;
            var rate = now.starter().expected(width, height);
            now.units().began(unit, start);
            now.charges().began();
            var since = Duration.ofNanos(
                    Math.max(0, MediaTime.duration(start.ticks()).toNanos()));
            now.feed().began(unit, since, rate.pixelsPerSecond());
            now.upkeep().payWhoIsDue();
        });
    }

    @Override
    public void unitEnded(long seq, Duration duration, long pictures, int width, int height) {
        works.ifPresent(now -> {
            long pixels = pictures * width * height;
            if (duration.isPositive() && pixels > 0) {
                now.starter().flowing(new PictureRate(Math.max(1, (long) (pixels / (duration.toNanos() / 1e9)))));
            }
            now.units()
                    .ended(first + seq, duration, width, height, now.charges().ended(pixels, duration));
            now.upkeep().payWhoIsDue();
        });
    }

    @Override
    public void unitReturned(int session, long seq) {
        works.ifPresent(now -> now.units().returned(first + seq));
    }

    @Override
    public void servedBy(int session) {
        works.ifPresent(now -> now.sessions().shown(session));
    }

    @Override
    public void failing(int session, Failing why, String sentence) {
        works.ifPresent(now -> now.sessions().failed(session, why.reason(), sentence));
    }

    /** Rows 9 and 11 of the units in it; a session in which nothing is under way just ends. */
    private void leave(int session, Reason reason, String sentence) {
        works.ifPresent(now -> {
            now.context().view().trouble(sentence);
            if (!now.units().failed(session, reason, sentence)) {
                now.context().book().remarked(sentence);
                now.context().job().accept(new JobEvent.SessionEnded(session, reason));
            }
        });
    }

    @Override
    public void event(int session, String json) {
        works.ifPresent(now -> {
            if (saysGoodbye(json)) {
                now.sessions().drained(session);
            }
            if (now.sessions().serves(session)) {
                audience.event(json);
            }
        });
    }

    private static boolean saysGoodbye(String json) {
        try {
            return EventEnvelope.decode(json).type().equals("draining");
        } catch (UnreadableException senseless) {
            return false;
        }
    }

    @Override
    public void output(AccessUnit unit) {
        if (unit instanceof AccessUnit.Picture picture) {
            works.ifPresent(now -> now.units().shown(picture.presentation()));
        }
        audience.output(unit);
    }
}
