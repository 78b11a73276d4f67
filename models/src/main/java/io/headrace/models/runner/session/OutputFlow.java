package io.headrace.models.runner.session;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.ts.TsBuffer;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import io.headrace.trickle.OutgoingSegment;
import io.headrace.trickle.Publisher;
import io.headrace.trickle.TrickleException;
import org.jspecify.annotations.Nullable;

/** interim */
final class OutputFlow implements PictureSink, AutoCloseable {

    private final Publisher publisher;
    private final TsMuxer muxer = new TsMuxer(new TsStreams(VideoCodec.H264, false));
    private @Nullable OutgoingSegment open;
    private MediaTime began = MediaTime.ZERO;

    OutputFlow(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public synchronized void picture(Picture picture) throws TrickleException, InterruptedException {
        var out = new TsBuffer(TsBuffer.bytesFor(picture.bytes().length()) + 400);
        if (open == null
                || (picture.keyframe()
                        && picture.presentation().ticks() - began.ticks() >= MediaTime.TICKS_PER_SECOND)) {
            finish();
            open = publisher.next();
            began = picture.presentation();
            muxer.begin(new TsStreams(VideoCodec.H264, false), out);
        }
        muxer.write((AccessUnit) picture, out);
        open.write(out.take().asByteBuffer());
    }

    synchronized void sound(Sound sound) {}

    synchronized void finish() throws TrickleException, InterruptedException {
        if (open != null) {
            open.finish();
            open = null;
        }
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
        }
        publisher.close();
    }
}
