package io.headrace.webrtc;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The addresses under which this machine is reached when nobody said which. */
final class LocalAddresses {

    private static final int MAX = 8;

    private LocalAddresses() {}

    /** Those that others can reach, or else the one that this machine can. */
    static List<InetAddress> of(InetAddress bound) throws SocketException {
        if (!bound.isAnyLocalAddress()) {
            return List.of(bound);
        }
        var found = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                .limit(MAX)
                .toList();
        return found.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : found;
    }
}
