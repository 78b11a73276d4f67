package io.headrace.gateway.live.http;

import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.machine.Host;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who pushes which stream. A stream's first push is authorised and takes the publisher's seat. Any thread. */
final class PushPublishers {

    private static final Logger LOG = LoggerFactory.getLogger(PushPublishers.class);

    private final LiveStreams streams;
    private final StreamAuthorization authorization;
    private final PushConfig config;
    private final Host host;

    /** Guarded by this: by the stream's name. */
    private final Map<String, HttpPublisher> publishers = new HashMap<>();

    PushPublishers(LiveStreams streams, StreamAuthorization authorization, PushConfig config, Host host) {
        this.streams = streams;
        this.authorization = authorization;
        this.config = config;
        this.host = host;
    }

    /** Whether a push is let in. */
    sealed interface Entry {}

    record Entered(Visit visit) implements Entry {}

    /** It is welcome, and there is nothing to be made of it. */
    record NothingToDo() implements Entry {}

    record Denied() implements Entry {}

    record NotCreated() implements Entry {}

    record TooManyPushes() implements Entry {}

    /** @param who pushes, for people */
    Entry enter(StreamAsk ask, String who) throws InterruptedException {
        var door = new HttpPublisher.Door(ask.name(), ask.key());
        var known = entered(door);
        if (known.isPresent()) {
            return known.get();
        }
        return switch (authorization.authorize(ask)) {
            case StreamAuthorization.Allowed(var order) -> seated(order, door, who);
            case StreamAuthorization.NothingWanted _ -> new NothingToDo();
            case StreamAuthorization.Denied(var sentence) -> {
                LOG.info("{} from {} is denied: {}", ask, who, sentence);
                yield new Denied();
            }
            case StreamAuthorization.Senseless(var sentence) -> {
                LOG.info("{} from {} is refused: {}", ask, who, sentence);
                yield new NotCreated();
            }
        };
    }

    private synchronized Optional<Entry> entered(HttpPublisher.Door door) {
        return publishers.values().stream()
                .filter(each -> each.knows(door) && !each.stream().over())
                .findFirst()
                .map(this::visit);
    }

    private synchronized Entry seated(StreamOrder order, HttpPublisher.Door door, String who) {
        var current = Optional.ofNullable(publishers.get(order.name()));
        current.filter(each -> each.stream().over()).ifPresent(this::remove);
        var going = Optional.ofNullable(publishers.get(order.name()));
        if (going.isPresent()) {
            going.get().admit(door);
            return visit(going.get());
        }
        return switch (streams.publish(order, who)) {
            case LiveStreams.Refused(var why, var sentence) -> {
                LOG.info("The stream {} from {} is refused ({}): {}", order.name(), who, why, sentence);
                yield new NotCreated();
            }
            case LiveStreams.Seated(var seat) -> {
                var publisher = new HttpPublisher(seat);
                publisher.admit(door);
                publishers.put(order.name(), publisher);
                yield visit(publisher);
            }
        };
    }

    private Entry visit(HttpPublisher publisher) {
        if (publisher.visits() == config.pushesPerStream()) {
            return new TooManyPushes();
        }
        publisher.begin();
        return new Entered(new Visit(publisher));
    }

    private synchronized void leave(HttpPublisher publisher) {
        if (publisher.end()) {
            publisher.leaveBy(host.after(config.idle(), () -> goUnlessPushed(publisher)));
        }
    }

    private synchronized void goUnlessPushed(HttpPublisher publisher) {
        if (publisher.visits() == 0) {
            remove(publisher);
        }
    }

    private void remove(HttpPublisher publisher) {
        publishers.remove(publisher.stream().name(), publisher);
        publisher.seat().close();
    }

    /** One push, from its head to its answer. */
    final class Visit implements AutoCloseable {
        private final HttpPublisher publisher;
        private final HttpPublisher.Turn turn;

        private Visit(HttpPublisher publisher) {
            this.publisher = publisher;
            this.turn = publisher.turn();
        }

        HttpPublisher publisher() {
            return publisher;
        }

        HttpPublisher.Turn turn() {
            return turn;
        }

        @Override
        public void close() {
            turn.close();
            leave(publisher);
        }
    }
}
