package io.headrace.orchestrator.byoc;

import io.headrace.orchestrator.unit.PublicAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Where an application may be: on the public internet, and where the operator said. Loopback, private and link-local
 * addresses, among them those from which clouds tell their secrets, are reached only when they were declared.
 */
public record AddressRules(List<AddressBlock> declared) {

    private static final int MAX_URL = 2_048;

    public AddressRules {
        declared = List.copyOf(declared);
    }

    /**
     * Resolves the host's name; blocks.
     *
     * @throws RefusedException with a sentence for whoever registers
     */
    public AppAddress resolve(URI url) throws RefusedException {
        if (url.toString().length() > MAX_URL || url.getUserInfo() != null || url.getQuery() != null) {
            throw new RefusedException("url must be the plain address of an application, without a user or a query");
        }
        return Arrays.stream(addresses(url.getHost()))
                .filter(this::allows)
                .findFirst()
                .map(address -> new AppAddress(url, address))
                .orElseThrow(() -> new RefusedException("url points to " + url.getHost()
                        + ", which is not public; the orchestrator's operator must declare its address"));
    }

    private static InetAddress[] addresses(String host) throws RefusedException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new RefusedException("url names the host " + host + ", which nobody knows");
        }
    }

    boolean allows(InetAddress address) {
        return PublicAddress.is(address) || declared.stream().anyMatch(block -> block.contains(address));
    }
}
