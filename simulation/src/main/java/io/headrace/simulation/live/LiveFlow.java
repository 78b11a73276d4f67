package io.headrace.simulation.live;

import io.headrace.job.lifecycle.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures of one stream within one life of its gateway: the input to the sessions that are fed, the output of one of
 * them to the viewers. A successor takes over with a keyframe later than everything shown; as long as the one before works,
 * it is told to begin where that one will have come, so that nothing is lost.
 */
final class LiveFlow {

    private static final Duration HAND = Duration.ofMillis(250);

    private final LiveWorld world;
    private final Publisher viewers;
    private final Listener listener;
    private final Map<Integer, Seller> attached = new LinkedHashMap<>();
    private final List<Picture> running = new ArrayList<>();
    private final List<Picture> held = new ArrayList<>();
    private Optional<Seller> seen = Optional.empty();
    private Optional<Seller> chosen = Optional.empty();
    private Instant heldSince = Instant.EPOCH;
    private long newest = -1;

    /** Is told what flows. */
    interface Listener {
        void failing(Seller seller, Reason reason);

        void shown(Picture picture);

        /** The viewers see that one from now on. */
        void servedBy(Seller seller);
    }

    LiveFlow(LiveWorld world, Publisher viewers, Listener listener) {
        this.world = world;
        this.viewers = viewers;
        this.listener = listener;
    }

    void input(Picture picture) {
        if (picture.key()) {
            running.clear();
        }
        running.add(picture);
        newest = picture.number();
        attached.values().stream().filter(seller -> seller.fed).forEach(seller -> send(seller, picture));
    }

    private void send(Seller seller, Picture picture) {
        seller.patience.sent(picture.number(), world.now());
        seller.wire.send(picture);
    }

    void attach(Seller seller) {
        attached.put(seller.number, seller);
        if (seller.standing == Seller.Standing.HOT) {
            feed(seller);
        }
    }

    private void feed(Seller seller) {
        seller.fed = true;
        running.forEach(picture -> send(seller, picture));
    }

    void takeOver(Seller seller) {
        held.clear();
        chosen = Optional.of(seller);
        seen.filter(Seller::dead).ifPresent(this::detach);
        if (viewers.shown() >= 0) {
            if (seen.isPresent()) {
                seller.catchingUp = true;
            } else {
                resume(seller, viewers.shown());
            }
        }
        if (!seller.fed) {
            feed(seller);
        }
    }

    private void resume(Seller seller, long after) {
        seller.catchingUp = false;
        seller.patience.resumed(world.now());
        seller.wire.resume(after);
    }

    void detach(Seller seller) {
        if (attached.remove(seller.number) == null) {
            return;
        }
        seller.wire.close();
        if (seen.filter(seller::equals).isPresent()) {
            seen = Optional.empty();
            chosen.filter(next -> next.catchingUp).ifPresent(next -> resume(next, viewers.shown()));
            handOver();
        }
        chosen = chosen.filter(next -> next != seller).or(() -> seen);
    }

    void output(Seller from, Picture picture) {
        if (attached.get(from.number) != from || from.dead()) {
            return;
        }
        from.lastOutput = picture.number();
        from.patience.output(picture.number(), world.now());
        if (seen.filter(from::equals).isPresent()) {
            show(picture);
            if (!held.isEmpty() && viewers.shown() >= held.getFirst().number() - 1) {
                handOver();
            }
        } else if (chosen.filter(from::equals).isPresent()) {
            successor(from, picture);
        }
    }

    private void successor(Seller from, Picture picture) {
        if (from.catchingUp) {
            if (picture.number() >= viewers.shown() - 1) {
                resume(from, newest);
            }
        } else if (!held.isEmpty() || (picture.key() && isNew(picture))) {
            heldSince = held.isEmpty() ? world.now() : heldSince;
            held.add(picture);
            boolean owing =
                    seen.isPresent() && viewers.shown() < held.getFirst().number() - 1;
            if (!owing) {
                handOver();
            }
        }
    }

    private boolean isNew(Picture picture) {
        return picture.number() > viewers.shown() || world.config.has(LiveBug.SHOW_AGAIN);
    }

    private void handOver() {
        if (held.isEmpty()) {
            return;
        }
        var next = chosen.orElseThrow();
        seen = Optional.of(next);
        var waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(this::show);
        listener.servedBy(next);
    }

    private void show(Picture picture) {
        if (isNew(picture)) {
            viewers.show(picture);
            listener.shown(picture);
        }
    }

    void beat() {
        if (!held.isEmpty() && Duration.between(heldSince, world.now()).compareTo(HAND) > 0) {
            handOver();
        }
        for (var seller : List.copyOf(attached.values())) {
            if (!seller.dead()) {
                seller.patience.check(world.now()).ifPresent(reason -> failed(seller, reason));
            }
        }
    }

    /** One that is being left is left at once; of any other the listener is told. */
    void failed(Seller seller, Reason reason) {
        if (attached.get(seller.number) != seller || seller.dead()) {
            return;
        }
        if (seen.filter(seller::equals).isPresent()
                && chosen.filter(seller::equals).isEmpty()) {
            detach(seller);
        } else {
            listener.failing(seller, reason);
        }
    }
}
