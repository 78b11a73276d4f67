package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.engine.ChildException;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Device.Nvidia;
import io.headrace.media.request.DevicesTried;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaSearchTest {

    private static final Nvidia BROKEN = new Nvidia(1);

    @TempDir
    private Path dev;

    private final List<List<Nvidia>> children = new ArrayList<>();

    @Test
    void countsTheDeviceFilesAndNoOthers() throws Exception {
        for (var name : List.of("nvidia2", "nvidia7", "nvidiactl", "nvidia-uvm", "nvidia-caps", "null")) {
            Files.createFile(dev.resolve(name));
        }

        assertThat(NvidiaSearch.present(dev)).containsExactly(new Nvidia(0), new Nvidia(1));
    }

    @Test
    void findsNoneWhereNoDriverIs() {
        assertThat(NvidiaSearch.present(dev)).isEmpty();
        assertThat(NvidiaSearch.present(dev.resolve("missing"))).isEmpty();
    }

    @Test
    void findsSoManyAtTheMost() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.createFile(dev.resolve("nvidia" + i));
        }

        assertThat(NvidiaSearch.present(dev)).hasSize(Nvidia.MOST);
    }

    @Test
    void triesAllInOneChildWhileItLives() throws Exception {
        var devices = List.of(new Nvidia(0), new Nvidia(2));

        var tried = NvidiaSearch.tried(devices, this::unlessBroken);

        assertThat(tried.usable()).extracting(DevicesTried.Usable::device).containsExactlyElementsOf(devices);
        assertThat(children).containsExactly(devices);
    }

    @Test
    void findsTheOthersWhenTheDriverOfOneTakesItsChildAlong() throws Exception {
        var tried = NvidiaSearch.tried(List.of(new Nvidia(0), BROKEN, new Nvidia(2)), this::unlessBroken);

        assertThat(tried.usable())
                .extracting(DevicesTried.Usable::device)
                .containsExactly(new Nvidia(0), new Nvidia(2));
        assertThat(tried.refusals()).startsWith("nvidia:1: trying it failed: ").contains("crashed");
        assertThat(children).hasSize(4);
    }

    private DevicesTried unlessBroken(List<Nvidia> devices) throws ChildException {
        children.add(devices);
        if (devices.contains(BROKEN)) {
            throw new ChildException.Garbled(77, "it crashed");
        }
        return new DevicesTried(devices.stream()
                .<DevicesTried.Finding>map(device -> new DevicesTried.Usable(device, Set.of(VideoCodec.H264)))
                .toList());
    }
}
