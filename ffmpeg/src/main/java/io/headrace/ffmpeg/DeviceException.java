package io.headrace.ffmpeg;

import io.headrace.media.request.Device;

/** A graphics card did not do what it was there for. The input is not known to be at fault: another device may succeed. */
final class DeviceException extends LibavException {

    DeviceException(Device.Nvidia device, String what) {
        super(device + " failed: " + what);
    }
}
