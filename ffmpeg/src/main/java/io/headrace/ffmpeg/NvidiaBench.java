package io.headrace.ffmpeg;

import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.media.request.MediaRefusal;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * A graphics card. A picture is decoded into its memory and stays there until it is packets again: a cascade of 1080p
 * would otherwise cross the bus a dozen times. Scalers and encoders stay for the next segment of the same stream; what is
 * made for one stream's pictures is not shown another's.
 */
final class NvidiaBench implements Bench {

    private final CudaDevice device;
    private final Scalers scalers = new Scalers(CudaScaler::new);
    private final NvencShelf encoders = new NvencShelf();

    /** @param device is this bench's from now on */
    NvidiaBench(CudaDevice device) {
        this.device = device;
    }

    @Override
    public void check(Profile profile) throws RefusedException {
        if (NvencSettings.encoderName(profile.codec()).isEmpty()) {
            throw new RefusedException(
                    new MediaRefusal.EncoderMissing(profile.codec().name()));
        }
    }

    @Override
    public PictureDecoder decoder(AVStream video, int maxPixels) throws LibavException {
        return new CudaDecoder(Decoder.open(video, maxPixels, device), new CudaUpload(device));
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
    public void forget() {
        encoders.close();
        scalers.close();
    }

    @Override
    public void close() {
        forget();
        device.close();
    }
}
