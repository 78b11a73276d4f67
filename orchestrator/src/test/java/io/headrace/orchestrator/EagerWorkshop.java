package io.headrace.orchestrator;

import io.headrace.admission.Outcome;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers each order at once, as the test says; sixty frames of what was asked for unless it says otherwise. */
final class EagerWorkshop implements Workshop {

    static final Worker WORKER = new Worker("alder-1", 4711);
    static final int FRAMES = 60;

    final List<WorkOrder> orders = new CopyOnWriteArrayList<>();
    private volatile Function<WorkOrder, Outcome> work = EagerWorkshop::done;

    void does(Function<WorkOrder, Outcome> other) {
        work = other;
    }

    static Outcome done(WorkOrder order) {
        var renditions = order.ladder().profiles().stream()
                .map(profile -> rendition(order, profile))
                .toList();
        return new Outcome.Done(WORKER, renditions);
    }

    private static RenditionSegment rendition(WorkOrder order, Profile profile) {
        var bytes = bytes(order, profile);
        return new RenditionSegment(
                profile, PixelCount.of(profile.width(), profile.height(), FRAMES), MediaBytes.copyOf(bytes));
    }

    /** Says which unit and which rendition it is, so that a mix-up shows. */
    static ByteBuffer bytes(WorkOrder order, Profile profile) {
        return StandardCharsets.UTF_8.encode(
                order.source().seq() + " of " + order.unit().session() + " as " + profile.name() + " from "
                        + order.source().bytes().length());
    }

    @Override
    public int capacity() {
        return 4;
    }

    @Override
    public Work begin(WorkOrder order, Reports reports) {
        orders.add(order);
        reports.begun(WORKER);
        reports.ended(work.apply(order));
        return () -> {};
    }
}
