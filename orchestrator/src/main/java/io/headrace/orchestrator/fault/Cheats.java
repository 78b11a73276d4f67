package io.headrace.orchestrator.fault;

import io.headrace.admission.Outcome;
import io.headrace.admission.WorkOrder;
import io.headrace.media.Ladder;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSegment;
import io.headrace.media.SourceSegment;
import java.util.ArrayList;
import java.util.List;

/** The changes that a dishonest orchestrator makes to orders and to what came of them. */
final class Cheats {

    private Cheats() {}

    static Outcome overcharged(Outcome outcome) {
        return outcome instanceof Outcome.Done(var worker, var renditions)
                ? new Outcome.Done(
                        worker,
                        renditions.stream()
                                .map(each -> billed(each, each.profile(), 2))
                                .toList())
                : outcome;
    }

    /** The order at half the width and height. */
    static WorkOrder halved(WorkOrder order) {
        return with(
                order,
                new Ladder(order.ladder().profiles().stream()
                        .map(profile -> shrunk(profile, 2))
                        .toList()));
    }

    /** What was made of other profiles, under the names and at the price of those that were asked. */
    static Outcome passedOff(WorkOrder asked, Outcome outcome) {
        if (!(outcome instanceof Outcome.Done(var worker, var renditions))) {
            return outcome;
        }
        var claimed = new ArrayList<RenditionSegment>();
        for (int i = 0; i < renditions.size(); i++) {
            claimed.add(billed(renditions.get(i), asked.ladder().profiles().get(i), 4));
        }
        return new Outcome.Done(worker, claimed);
    }

    /** One small picture only. */
    static WorkOrder thumbnail(WorkOrder order) {
        return with(order, new Ladder(List.of(shrunk(order.ladder().profiles().getFirst(), 4))));
    }

    static WorkOrder of(WorkOrder order, SourceSegment other) {
        var source = order.source();
        return new WorkOrder(
                order.unit(),
                new SourceSegment(source.seq(), source.start(), source.duration(), other.container(), other.bytes()),
                order.ladder(),
                order.slice(),
                order.perceptualHash(),
                order.patience());
    }

    private static WorkOrder with(WorkOrder order, Ladder ladder) {
        return new WorkOrder(
                order.unit(), order.source(), ladder, order.slice(), order.perceptualHash(), order.patience());
    }

    private static Profile shrunk(Profile profile, int times) {
        return new Profile(
                profile.name(),
                even(profile.width() / times),
                even(profile.height() / times),
                profile.bitrate(),
                profile.frameRate(),
                profile.container(),
                profile.codec(),
                profile.codecProfile(),
                profile.gop(),
                profile.quality());
    }

    private static int even(int size) {
        return size / 2 * 2;
    }

    private static RenditionSegment billed(RenditionSegment made, Profile claimed, int times) {
        return new RenditionSegment(
                claimed, new PixelCount(Math.multiplyExact(made.pixels().pixels(), times)), made.bytes());
    }
}
