package io.headrace.models.batch.film;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/** What is heard of a film. */
final class Sound {

    private Sound() {}

    /** Time and content of each packet of AAC: {@code 1024:-12345}. */
    static List<String> packets(byte[] film) throws Exception {
        var file = Files.write(Files.createTempFile("sound", ".mp4"), film);
        var context = new AVFormatContext(null);
        avformat_open_input(context, file.toString(), (AVInputFormat) null, (AVDictionary) null);
        avformat_find_stream_info(context, (PointerPointer<?>) null);
        var packet = av_packet_alloc();
        var heard = new ArrayList<String>();
        while (av_read_frame(context, packet) >= 0) {
            var stream = context.streams(packet.stream_index());
            if (stream.codecpar().codec_id() == AV_CODEC_ID_AAC) {
                byte[] bytes = new byte[packet.size()];
                packet.data().get(bytes);
                long millis = Math.round(1000.0
                        * packet.pts()
                        * stream.time_base().num()
                        / stream.time_base().den());
                heard.add(millis + ":" + java.util.Arrays.hashCode(bytes));
            }
            av_packet_unref(packet);
        }
        av_packet_free(packet);
        avformat_close_input(context);
        Files.delete(file);
        return heard;
    }

    /** A file of AAC without a picture. */
    static byte[] alone() throws Exception {
        try (var file = Sound.class.getResourceAsStream("sound-alone.mp4")) {
            return Objects.requireNonNull(file, "sound-alone.mp4").readAllBytes();
        }
    }
}
