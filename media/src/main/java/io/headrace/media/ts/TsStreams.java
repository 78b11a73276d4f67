package io.headrace.media.ts;

import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.util.Optional;

/** What a transport stream holds: pictures, sound, or both. */
public record TsStreams(Optional<VideoCodec> video, Optional<SoundCodec> sound) {

    public TsStreams {
        if (video.isEmpty() && sound.isEmpty()) {
            throw new IllegalArgumentException("A transport stream holds pictures, sound or both, not nothing");
        }
        if (video.isPresent() && video.get() != VideoCodec.H264 && video.get() != VideoCodec.HEVC) {
            throw new IllegalArgumentException("A transport stream holds H264 or HEVC, not " + video.get());
        }
    }

    public static TsStreams ofPictures(VideoCodec codec) {
        return new TsStreams(Optional.of(codec), Optional.empty());
    }

    public static TsStreams ofSound(SoundCodec codec) {
        return new TsStreams(Optional.empty(), Optional.of(codec));
    }

    /** The same pictures with this sound beside them. */
    public TsStreams with(SoundCodec beside) {
        return new TsStreams(video, Optional.of(beside));
    }
}
