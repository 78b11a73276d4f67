package io.headrace.ffmpeg;

import io.headrace.engine.media.MediaWork;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.util.function.Consumer;

/** Every request by libav. One thread asks. */
final class FfmpegWork implements MediaWork, AutoCloseable {

    private final SegmentWork transcoder;

    /** @param transcoder is this one's from now on */
    FfmpegWork(SegmentWork transcoder) {
        this.transcoder = transcoder;
    }

    @Override
    public MediaReply.Final answer(MediaRequest<?> request, MediaLimits limits, Consumer<SegmentFile> segments)
            throws LibavException, InterruptedException {
        try {
            return switch (request) {
                case MediaRequest.Probe(var file) -> Prober.probe(file, limits);
                case MediaRequest.Split split -> Splitter.split(split, limits, segments);
                case MediaRequest.Transcode transcode -> transcoder.transcode(transcode, limits);
                case MediaRequest.Join join -> Joiner.join(join, limits);
                case MediaRequest.Measure measure -> Measurer.measure(measure, limits);
                case MediaRequest.Compare compare -> Comparer.compare(compare, limits);
                case MediaRequest.TryDevices(var devices) -> DeviceTrial.of(devices);
                case MediaRequest.MakeClip(var file, var shape) -> ClipMaker.make(file, shape);
                case MediaRequest.EncodeSpeech speech -> SpeechFile.make(speech, limits);
                case MediaRequest.EncodeFrames frames -> FrameFilm.make(frames, limits);
            };
        } catch (RefusedException refused) {
            return refused.refusal();
        }
    }

    @Override
    public void close() {
        transcoder.close();
    }
}
