package io.headrace.ffmpeg;

import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.media.request.MediaRefusal;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** The processor. Scalers know nothing of streams and stay; encoders last a segment. */
final class SoftwareBench implements Bench {

    private final Scalers scalers = new Scalers(Scaler::new);
    private final Encoders encoders = new Encoders.Software();

    @Override
    public void check(Profile profile) throws RefusedException {
        if (EncoderChoice.of(profile.codec()).isEmpty()) {
            throw new RefusedException(
                    new MediaRefusal.EncoderMissing(profile.codec().name()));
        }
    }

    @Override
    public PictureDecoder decoder(AVStream video, int maxPixels) throws LibavException {
        return Decoder.open(video, maxPixels);
    }

    @Override
    public List<PictureScaler> scalers(Ladder ladder, int sourceWidth, int sourceHeight) {
        return scalers.forLadder(ladder, sourceWidth, sourceHeight);
    }

    @Override
    public Encoders encoders() {
        return encoders;
    }

    @Override
    public void forget() {}

    @Override
    public void close() {
        scalers.close();
    }
}
