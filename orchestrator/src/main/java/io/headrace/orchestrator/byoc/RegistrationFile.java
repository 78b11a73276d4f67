package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.byoc.ContainerRegistration;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registrations in one file: <code>{"containers":[…]}</code>, each as it was posted. The file is replaced as a whole, so
 * that a crash leaves the former one; only its owner may read it, because tokens stand in it.
 */
public final class RegistrationFile implements RegistrationStore {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationFile.class);

    private static final int MAX_LENGTH = 64 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    /** @param file in a directory that exists */
    public RegistrationFile(Path file) {
        this.file = file;
    }

    /** @throws UncheckedIOException when there is a file that cannot be read */
    @Override
    public List<ContainerRegistration> load() {
        try {
            var kept = new ArrayList<ContainerRegistration>();
            for (var entry : JsonDocument.parse(Files.readString(file), "registrations", MAX_LENGTH)
                    .objects("containers")) {
                read(entry, kept);
            }
            return kept;
        } catch (NoSuchFileException first) {
            return List.of();
        } catch (UnreadableException garbled) {
            throw new UncheckedIOException(
                    new IOException("The registrations of containers in " + file + " make no sense ("
                            + garbled.sentence() + "); remove the file, and let the containers register again"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the registrations of containers in " + file, unreadable);
        }
    }

    private static void read(JsonDocument entry, List<ContainerRegistration> kept) {
        try {
            kept.add(ContainerRegistration.decode(entry.text()));
        } catch (UnreadableException noMore) {
            LOG.warn("A registration that was kept is left out: {}", noMore.sentence());
        }
    }

    @Override
    public void keep(List<ContainerRegistration> all) {
        var text = all.stream()
                .map(ContainerRegistration::encode)
                .collect(Collectors.joining(",\n", "{\"containers\":[\n", "\n]}\n"));
        try {
            var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "containers", ".draft", OWNER_ONLY);
            Files.writeString(draft, text, UTF_8);
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot keep the registrations of containers in " + file, failed);
        }
    }
}
