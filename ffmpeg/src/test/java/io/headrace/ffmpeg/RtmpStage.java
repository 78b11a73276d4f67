package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.headrace.media.request.MediaLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;

/** The far side of RTMP, for one client each: libav itself, which waits for it to come. */
final class RtmpStage implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "rtmp stage");
        thread.setDaemon(true);
        return thread;
    });

    record Received(int pictures, int sounds) {}

    /** One that is pushed to. */
    record Receiving(URI address, CompletableFuture<Received> coming) {
        Received received() throws Exception {
            return coming.get(60, TimeUnit.SECONDS);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Receiving receiving() throws IOException {
        var address = address();
        return new Receiving(address, CompletableFuture.supplyAsync(() -> receive(address), threads));
    }

    private static URI address() throws IOException {
        return URI.create("rtmp://127.0.0.1:" + freePort() + "/live/stream");
    }

    private static Received receive(URI address) {
        var context = avformat_alloc_context();
        var packet = av_packet_alloc();
        int pictures = 0;
        int sounds = 0;
        try (var options = new Options().with("listen", "1").with("timeout", "30")) {
            int opened =
                    avformat_open_input(context, address.toString(), av_find_input_format("flv"), options.dictionary());
            if (opened < 0) {
                throw new IllegalStateException(Libav.text(opened));
            }
            while (av_read_frame(context, packet) >= 0) {
                boolean picture =
                        context.streams(packet.stream_index()).codecpar().codec_type() == AVMEDIA_TYPE_VIDEO;
                pictures += picture ? 1 : 0;
                sounds += picture ? 0 : 1;
                av_packet_unref(packet);
            }
            avformat_close_input(context);
            return new Received(pictures, sounds);
        } finally {
            av_packet_free(packet);
        }
    }

    /** One that plays a file to whoever comes. */
    URI playing(Path file) throws IOException {
        var address = address();
        threads.execute(() -> play(file, address));
        return address;
    }

    private static void play(Path file, URI address) {
        try (var input = Input.open(file, MediaLimits.DEFAULT);
                var options = new Options().with("listen", "1").with("timeout", "30")) {
            var context = new AVFormatContext(null);
            avformat_alloc_output_context2(context, null, "flv", (String) null);
            for (int i = 0; i < input.context().nb_streams(); i++) {
                var parameters = avformat_new_stream(context, null).codecpar();
                avcodec_parameters_copy(parameters, input.context().streams(i).codecpar());
                parameters.codec_tag(0);
            }
            var io = new AVIOContext(null);
            int opened =
                    avio_open2(io, address.toString(), AVIO_FLAG_WRITE, (AVIOInterruptCB) null, options.dictionary());
            if (opened < 0) {
                throw new IllegalStateException(Libav.text(opened));
            }
            context.pb(io);
            avformat_write_header(context, options.dictionary());
            copy(input, context);
            av_write_trailer(context);
            avio_closep(io);
            avformat_free_context(context);
        } catch (RefusedException unplayable) {
            throw new IllegalStateException(unplayable);
        }
    }

    private static void copy(Input input, AVFormatContext context) {
        var packet = av_packet_alloc();
        while (input.read(packet)) {
            int index = packet.stream_index();
            av_packet_rescale_ts(
                    packet,
                    input.context().streams(index).time_base(),
                    context.streams(index).time_base());
            av_interleaved_write_frame(context, packet);
        }
        av_packet_free(packet);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
