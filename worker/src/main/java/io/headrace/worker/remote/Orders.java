package io.headrace.worker.remote;

import io.headrace.admission.SessionId;
import io.headrace.admission.UnitId;
import io.headrace.admission.WorkOrder;
import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.SourceSegment;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.PeerError;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentTask;
import java.time.Duration;
import java.util.Optional;

/** Makes a workshop's order of a task, or says why not. */
final class Orders {

    /** An orchestrator of the network waits that long, or four times the segment's duration (section 8.4). */
    private static final Duration MIN_PATIENCE = Duration.ofSeconds(8);

    private static final int FACTOR = 4;
    private static final int BOX_TYPE = 0x66747970;

    private Orders() {}

    /** Why a task is not even begun, in the network's words. */
    static Optional<String> refusal(SegmentCredential credential, Capabilities offered) {
        if (!credential.capabilities().compatibilityWith(offered).isCompatible()) {
            return Optional.of(PeerError.WORKER_INCOMPATIBLE.text());
        }
        return credential.ladder().isEmpty() ? Optional.of(PeerError.PROFILE_MISMATCH.text()) : Optional.empty();
    }

    /** @throws IllegalArgumentException when the task contradicts itself */
    static WorkOrder of(SegmentTask.Transcode task, Ladder ladder, MediaBytes media) {
        var credential = task.credential();
        var source = new SourceSegment(credential.seq(), Duration.ZERO, credential.duration(), container(media), media);
        return new WorkOrder(
                new UnitId(session(credential), task.taskId()),
                source,
                ladder,
                credential.slice().map(slice -> new WorkOrder.Slice(slice.from(), slice.to())),
                credential.perceptualHash(),
                patience(credential.duration()));
    }

    static Duration patience(Duration segment) {
        var proportional = segment.multipliedBy(FACTOR);
        return proportional.compareTo(MIN_PATIENCE) > 0 ? proportional : MIN_PATIENCE;
    }

    private static SessionId session(SegmentCredential credential) {
        return credential
                .token()
                .map(token -> new SessionId(token.sessionId()))
                .orElseThrow(() -> new IllegalArgumentException("A task names its session"));
    }

    /** The protocol does not say what the source is wrapped in. */
    private static Container container(MediaBytes media) {
        var bytes = media.asByteBuffer();
        return bytes.remaining() >= 8 && bytes.getInt(4) == BOX_TYPE ? Container.MP4 : Container.MPEG_TS;
    }
}
