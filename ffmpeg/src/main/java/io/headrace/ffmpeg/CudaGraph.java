package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_parameters_set;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_init_str;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import io.headrace.media.RenditionSize;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The filter graph of one scaler: {@code buffer → scale_cuda → buffersink}. One picture in, one picture out. */
final class CudaGraph implements AutoCloseable {

    private final AVFilterGraph graph;
    private final AVFilterContext source;
    private final AVFilterContext sink;

    private CudaGraph(AVFilterGraph graph, AVFilterContext source, AVFilterContext sink) {
        this.graph = graph;
        this.source = source;
        this.sink = sink;
    }

    /** @param like a picture as it will come, from the same pool */
    static CudaGraph open(AVFrame like, RenditionSize size) throws LibavException {
        var graph = avfilter_graph_alloc();
        graph.nb_threads(1);
        try {
            var source = filter(graph, "buffer");
            describe(source, like);
            init(source, "");
            var scale = filter(graph, "scale_cuda");
            init(scale, scaling(size));
            var sink = filter(graph, "buffersink");
            init(sink, "");
            Libav.check(avfilter_link(source, 0, scale, 0), "pictures into the scaler");
            Libav.check(avfilter_link(scale, 0, sink, 0), "pictures out of the scaler");
            Libav.check(avfilter_graph_config(graph, null), "a scaler to " + size + " on the device");
            return new CudaGraph(graph, source, sink);
        } catch (LibavException failed) {
            avfilter_graph_free(graph);
            throw failed;
        }
    }

    /** The filter's bilinear averages when it shrinks; NV12 is what NVENC likes best. */
    static String scaling(RenditionSize size) {
        return "w=" + size.width() + ":h=" + size.height() + ":format=nv12:interp_algo=bilinear";
    }

    static AVFilterContext filter(AVFilterGraph graph, String name) throws LibavException {
        var filter = avfilter_get_by_name(name);
        if (filter == null) {
            throw new LibavException("The filter " + name + " is not built in");
        }
        return avfilter_graph_alloc_filter(graph, filter, name);
    }

    static void init(AVFilterContext filter, String options) throws LibavException {
        Libav.check(avfilter_init_str(filter, options), filter.name().getString() + " with \"" + options + "\"");
    }

    private static void describe(AVFilterContext source, AVFrame like) throws LibavException {
        var parameters = av_buffersrc_parameters_alloc();
        try {
            parameters.format(like.format());
            parameters.width(like.width());
            parameters.height(like.height());
            parameters.time_base(Libav.TICKS);
            parameters.color_space(like.colorspace());
            parameters.color_range(like.color_range());
            parameters.hw_frames_ctx(like.hw_frames_ctx());
            Libav.check(av_buffersrc_parameters_set(source, parameters), "what comes into the scaler");
        } finally {
            av_free(parameters);
        }
    }

    AVFilterContext source() {
        return source;
    }

    AVFilterContext sink() {
        return sink;
    }

    @Override
    public void close() {
        avfilter_graph_free(graph);
    }
}
