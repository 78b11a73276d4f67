package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.RenditionSize;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As far as a graph can be made without a card. */
class CudaGraphTest {

    private final AVFilterGraph graph = avfilter_graph_alloc();

    @AfterEach
    void free() {
        avfilter_graph_free(graph);
    }

    @Test
    void tellsTheScalerWhatItKnows() throws Exception {
        var scaler = CudaGraph.filter(graph, "scale_cuda");

        assertThatCode(() -> CudaGraph.init(scaler, CudaGraph.scaling(new RenditionSize(1280, 720))))
                .doesNotThrowAnyException();
    }

    @Test
    void noticesWhatTheScalerDoesNotKnow() throws Exception {
        var scaler = CudaGraph.filter(graph, "scale_cuda");

        assertThatThrownBy(() -> CudaGraph.init(scaler, "interp_algo=best")).isInstanceOf(LibavException.class);
    }

    @Test
    void namesAFilterThatIsNotThere() {
        assertThatThrownBy(() -> CudaGraph.filter(graph, "scale_magic"))
                .isInstanceOf(LibavException.class)
                .hasMessageContaining("scale_magic");
    }

    @Test
    void scalesNothingThatLiesOnNoDevice() {
        var picture = av_frame_alloc();
        try (var scaler = new CudaScaler(new RenditionSize(640, 360))) {
            assertThatThrownBy(() -> scaler.scale(picture))
                    .isInstanceOf(LibavException.class)
                    .hasMessageContaining("lies on no device");
        } finally {
            av_frame_free(picture);
        }
    }
}
