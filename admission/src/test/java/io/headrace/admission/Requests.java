package io.headrace.admission;

import io.headrace.crypto.EthAddress;
import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSegment;
import io.headrace.media.SourceSegment;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Reservation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Valid things to ask for; a test changes one of them. */
public final class Requests {

    public static final EthAddress GATEWAY = EthAddress.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    public static final ManifestId STREAM = new ManifestId("movie");
    public static final Profile PROFILE = Profile.h264(320, 180, 200_000);
    public static final Ladder LADDER = new Ladder(List.of(PROFILE));
    public static final Worker WORKER = new Worker("alder-1", 4711);
    public static final Cover COVER = new Cover.Reserved(
            Price.of(1010, 1), new Reservation(new AccountKey(GATEWAY, "a"), 1, Credit.of(3_500_000_000L)));

    private Requests() {}

    public static SessionId session(String text) {
        return new SessionId(text);
    }

    public static UnitRequest unit(String session, long number) {
        return new UnitRequest(new UnitId(session(session), number), GATEWAY, STREAM, number, Duration.ofSeconds(2));
    }

    public static WorkOrder order(UnitRequest request) {
        var source = new SourceSegment(
                request.seq(), Duration.ZERO, request.duration(), Container.MPEG_TS, MediaBytes.EMPTY);
        return new WorkOrder(request.unit(), source, LADDER, Optional.empty(), false, request.duration());
    }

    public static Outcome.Done done(long pixels) {
        return new Outcome.Done(
                WORKER, List.of(new RenditionSegment(PROFILE, new PixelCount(pixels), MediaBytes.EMPTY)));
    }

    public static Outcome.Died died() {
        return new Outcome.Died(WORKER, "killed");
    }
}
