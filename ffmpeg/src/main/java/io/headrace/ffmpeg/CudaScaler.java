package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_write_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.RenditionSize;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Brings pictures on a graphics card to one size, without leaving it. The graph is made for the pool that the first
 * picture is from, and anew when another pool's come: the pool knows their real geometry.
 */
final class CudaScaler implements PictureScaler {

    private final RenditionSize size;
    private Optional<Made> made = Optional.empty();

    CudaScaler(RenditionSize size) {
        this.size = size;
    }

    @Override
    public RenditionSize size() {
        return size;
    }

    @Override
    public AVFrame scale(AVFrame source) throws LibavException {
        var graph = graphFor(source);
        Libav.check(av_buffersrc_write_frame(graph.source(), source), "showing a picture to the scaler to " + size);
        var picture = av_frame_alloc();
        int scaled = av_buffersink_get_frame(graph.sink(), picture);
        if (scaled < 0) {
            av_frame_free(picture);
        }
        Libav.check(scaled, "scaling to " + size + " on the device");
        // The filter makes up for the rounding of the size by odd pixel shapes; players are told the source's.
        picture.sample_aspect_ratio(source.sample_aspect_ratio());
        return picture;
    }

    private CudaGraph graphFor(AVFrame source) throws LibavException {
        var pool = FramePool.of(source);
        if (made.isPresent() && made.get().pool().equals(pool)) {
            return made.get().graph();
        }
        close();
        var graph = CudaGraph.open(source, size);
        made = Optional.of(new Made(pool, graph));
        return graph;
    }

    @Override
    public void close() {
        made.ifPresent(it -> it.graph().close());
        made = Optional.empty();
    }

    /** The graph holds the pool, so its address is nobody else's meanwhile. */
    private record Made(FramePool pool, CudaGraph graph) {}
}
