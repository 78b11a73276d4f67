package io.headrace.node.role;

import io.headrace.engine.ChildException;
import io.headrace.media.request.Device;
import io.headrace.media.request.DevicesTried;
import io.headrace.media.request.DevicesTried.Finding;
import io.headrace.media.request.DevicesTried.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which graphics cards are there, and which of them work. The first is read off the driver's device files and costs
 * nothing; the second takes a child, which a broken driver may take down.
 */
public final class NvidiaSearch {

    private NvidiaSearch() {}

    /**
     * As many as there are files {@code nvidia0}, {@code nvidia1}, … : a container that is given the third card alone has
     * {@code nvidia2}, which CUDA calls 0. None where the folder cannot be read.
     *
     * @param dev {@code /dev}
     */
    public static List<Device.Nvidia> present(Path dev) {
        try (var files = Files.newDirectoryStream(
                dev, file -> file.getFileName().toString().matches("nvidia\\d+"))) {
            int count = 0;
            for (var each = files.iterator(); each.hasNext() && count < Device.Nvidia.MOST; each.next()) {
                count++;
            }
            return IntStream.range(0, count).mapToObj(Device.Nvidia::new).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    /**
     * Tries them together; if that fails as a whole, each by itself, so that a card whose driver crashes does not spoil the
     * others.
     */
    static DevicesTried tried(List<Device.Nvidia> devices, Trial trial) throws InterruptedException {
        try {
            return trial.of(devices);
        } catch (ChildException failed) {
            if (devices.size() == 1) {
                return new DevicesTried(
                        List.of(new Unusable(devices.getFirst(), "trying it failed: " + failed.getMessage())));
            }
        }
        var findings = new ArrayList<Finding>();
        for (var device : devices) {
            findings.addAll(tried(List.of(device), trial).findings());
        }
        return new DevicesTried(findings);
    }

    /** Tries devices in a child. */
    interface Trial {
        DevicesTried of(List<Device.Nvidia> devices) throws ChildException, InterruptedException;
    }
}
