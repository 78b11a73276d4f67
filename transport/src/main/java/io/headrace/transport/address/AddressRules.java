package io.headrace.transport.address;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Where we connect to when somebody else chose the address. Loopback, private and link-local addresses, among them those
 * from which clouds tell their secrets, are reached only when the operator declared them.
 *
 * @param internet whether all of the public internet is allowed
 * @param declared what is allowed besides
 */
public record AddressRules(boolean internet, List<AddressRange> declared) {

    /** The public internet, and nothing that only we can reach. */
    public static final AddressRules PUBLIC = publicAnd(List.of());

    public AddressRules {
        declared = List.copyOf(declared);
    }

    public static AddressRules publicAnd(List<AddressRange> declared) {
        return new AddressRules(true, declared);
    }

    public static AddressRules only(List<AddressRange> declared) {
        return new AddressRules(false, declared);
    }

    public boolean allows(InetAddress address) {
        return (internet && AddressRange.isPublic(address))
                || declared.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * At the first address that is allowed; empty when none is. Blocks while the host's name is looked up.
     *
     * @param uri with a host
     */
    public Optional<ResolvedUri> resolve(URI uri, HostNames names) throws UnknownHostException {
        return names.addresses(uri.getHost()).stream()
                .filter(this::allows)
                .findFirst()
                .map(address -> new ResolvedUri(uri, address));
    }

    /** The first address behind a name that is not allowed; empty when all are. Blocks while it is looked up. */
    public Optional<InetAddress> forbidden(String host, HostNames names) throws UnknownHostException {
        return names.addresses(host).stream()
                .filter(address -> !allows(address))
                .findFirst();
    }
}
