package io.headrace.ffmpeg;

import io.headrace.media.request.Device;

/** A graphics card did not do what it was there for. The input is not known to be at fault: another device may succeed. */
final class DeviceException extends LibavException {

    private final String what;

    DeviceException(Device.Nvidia device, String what) {
        super(device + " failed: " + what);
        this.what = what;
    }

    /** Without the device's name. */
    String what() {
        return what;
    }
}
