package io.headrace.models.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.models.frame.Kind;
import org.junit.jupiter.api.Test;

class EngineManifestTest {

    private static EngineManifest manifest(String id, Kind kind) {
        return new EngineManifest(id, "upscale", kind, "here", "Apache-2.0", "nothing", "none", "");
    }

    @Test
    void letsNothingButRealModelsBearForeignNames() {
        assertThat(manifest("maker/model", Kind.REAL).id()).isEqualTo("maker/model");
        assertThat(manifest("headrace/toy", Kind.DEMO).kind()).isEqualTo(Kind.DEMO);
        assertThatThrownBy(() -> manifest("stabilityai/sdxl-turbo", Kind.DEMO))
                .hasMessageContaining("stabilityai/sdxl-turbo");
        assertThatThrownBy(() -> EngineManifest.classic("openai/clip", "image-to-text", "here", "none"))
                .hasMessageContaining("openai/clip");
    }
}
