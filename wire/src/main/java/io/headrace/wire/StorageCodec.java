package io.headrace.wire;

import io.headrace.wire.net.OSInfo;
import io.headrace.wire.net.S3OSInfo;
import java.util.List;
import java.util.Optional;

/** Leave to write to an object store, as it travels (wire protocol sections 2.4 and 2.5). */
final class StorageCodec {
    private StorageCodec() {}

    static OSInfo encode(StoragePolicy policy) {
        var type = switch (policy.kind()) {
            case DIRECT -> OSInfo.StorageType.DIRECT;
            case S3 -> OSInfo.StorageType.S3;
            case GOOGLE -> OSInfo.StorageType.GOOGLE;
        };
        return OSInfo.newBuilder()
                .setStorageType(type)
                .setS3Info(S3OSInfo.newBuilder()
                        .setHost(policy.host())
                        .setKey(policy.key())
                        .setPolicy(policy.policy())
                        .setSignature(policy.signature())
                        .setCredential(policy.credential())
                        .setXAmzDate(policy.date()))
                .build();
    }

    /** Only the first one counts, and one of a type that is unknown stands for none. */
    static Optional<StoragePolicy> decode(List<OSInfo> messages) {
        return messages.stream().findFirst().flatMap(StorageCodec::decode);
    }

    private static Optional<StoragePolicy> decode(OSInfo message) {
        return switch (message.getStorageType()) {
            case DIRECT -> Optional.of(policy(StoragePolicy.Kind.DIRECT, message.getS3Info()));
            case S3 -> Optional.of(policy(StoragePolicy.Kind.S3, message.getS3Info()));
            case GOOGLE -> Optional.of(policy(StoragePolicy.Kind.GOOGLE, message.getS3Info()));
            case UNRECOGNIZED -> Optional.empty();
        };
    }

    private static StoragePolicy policy(StoragePolicy.Kind kind, S3OSInfo message) {
        return new StoragePolicy(
                kind,
                message.getHost(),
                message.getKey(),
                message.getPolicy(),
                message.getSignature(),
                message.getCredential(),
                message.getXAmzDate());
    }
}
