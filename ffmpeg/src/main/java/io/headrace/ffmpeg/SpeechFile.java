package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.headrace.media.MediaTime;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Writes the sound of a WAV file as MP3. */
final class SpeechFile {

    private final Output output;
    private long end;

    private SpeechFile(Output output) {
        this.output = output;
    }

    static MediaReply.SpeechEncoded make(MediaRequest.EncodeSpeech request, MediaLimits limits)
            throws LibavException, RefusedException {
        try (var input = Input.wave(request.wave(), limits)) {
            var sound = input.audio()
                    .orElseThrow(() -> new RefusedException(new MediaRefusal.InvalidVideo("it has no sound")));
            try (var converter = AudioConverter.toMp3(sound.codecpar(), sound.time_base());
                    var output = Output.file(request.file())) {
                var file = new SpeechFile(output);
                file.write(input, sound, converter);
                return new MediaReply.SpeechEncoded(request.file(), MediaTime.duration(file.end));
            }
        }
    }

    private void write(Input input, AVStream sound, AudioConverter converter) throws LibavException {
        output.add(converter.parameters());
        output.begin();
        var packet = av_packet_alloc();
        try {
            while (input.read(packet)) {
                if (packet.stream_index() == sound.index()) {
                    converter.take(packet, this::write);
                }
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }
        converter.finish(this::write);
        output.finish();
    }

    private void write(AVPacket encoded) throws LibavException {
        end = Math.max(end, encoded.pts() + encoded.duration());
        try {
            output.write(encoded, 0, Libav.TICKS);
        } finally {
            av_packet_free(encoded);
        }
    }
}
