package io.headrace.models.runner.session;

import io.headrace.trickle.Publisher;
import io.headrace.trickle.Seq;
import io.headrace.tricklehttp.ChannelAddress;
import io.headrace.tricklehttp.ChannelCalls;
import io.headrace.tricklehttp.HttpPublisher;
import io.headrace.tricklehttp.HttpSubscriber;
import java.time.Duration;
import java.util.Optional;

/**
 * The channels of a session, as its client. Input is joined at the segment that began last, or at 0 if nothing came yet:
 * right for a session that begins, and for one whose running segment is sent again from its keyframe. Control is read from
 * its beginning, as far as it can still be had.
 */
final class SessionChannels {

    private static final String VIDEO = "video/MP2T";
    private static final String JSON = "application/json";
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ChannelReader input;
    private final OutputFlow output;
    private final Optional<ChannelReader> control;
    private final Optional<SoundRelay> sound;
    private final Optional<DocumentPost> events;
    private final Optional<DocumentPost> trace;

    SessionChannels(SessionPlan plan, SessionNeeds needs) {
        var own = plan.own();
        input = media("input", plan.input(), needs);
        output = new OutputFlow(publisher(plan.output(), VIDEO, needs));
        control = plan.control().map(address -> documents("control", address, needs));
        events = plan.events().map(address -> post("events", address, needs));
        trace = own.flatMap(SessionPlan.Own::trace).map(address -> post("trace", address, needs));
        sound = own.flatMap(SessionPlan.Own::sound).map(path -> relay(path, needs));
    }

    private static SoundRelay relay(SessionPlan.SoundPath path, SessionNeeds needs) {
        return new SoundRelay(media("sound", path.input(), needs), publisher(path.output(), VIDEO, needs));
    }

    private static ChannelReader media(String name, ChannelAddress address, SessionNeeds needs) {
        return ChannelReader.ofMedia(name, subscriber(address, Seq.LATEST, needs), needs.pause());
    }

    private static ChannelReader documents(String name, ChannelAddress address, SessionNeeds needs) {
        return ChannelReader.ofDocuments(name, subscriber(address, 0, needs), needs.pause());
    }

    private static HttpSubscriber subscriber(ChannelAddress address, long start, SessionNeeds needs) {
        return new HttpSubscriber(new ChannelCalls(needs.http(), address), start, needs.pause());
    }

    private static Publisher publisher(ChannelAddress address, String mediaType, SessionNeeds needs) {
        return HttpPublisher.start(new ChannelCalls(needs.http(), address), mediaType, needs.pause());
    }

    private static DocumentPost post(String name, ChannelAddress address, SessionNeeds needs) {
        var publisher = publisher(address, JSON, needs);
        return DocumentPost.start(name, publisher, needs.limits().waitingDocuments(), LAST_WORDS);
    }

    ChannelReader input() {
        return input;
    }

    OutputFlow output() {
        return output;
    }

    Optional<ChannelReader> control() {
        return control;
    }

    Optional<SoundRelay> sound() {
        return sound;
    }

    /** Without effect where nobody listens. */
    void tellEvent(String document) {
        events.ifPresent(post -> post.send(document));
    }

    /** Without effect where nobody listens. */
    void tellTrace(String document) {
        trace.ifPresent(post -> post.send(document));
    }

    /** Ends those that the session writes; to be called when nothing is written any more. */
    void close() throws InterruptedException {
        output.close();
        if (trace.isPresent()) {
            trace.get().end();
        }
        if (events.isPresent()) {
            events.get().end();
        }
    }
}
