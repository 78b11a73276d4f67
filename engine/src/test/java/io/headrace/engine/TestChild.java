package io.headrace.engine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A child that does as it is told: well, or in every bad way. */
final class TestChild {

    private TestChild() {}

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "stillborn" -> System.exit(9);
            case "mute" -> new CountDownLatch(1).await();
            default ->
                ChildServer.serve((question, parts) -> {
                    var words = question.header().split(" ", -1);
                    return switch (words[0]) {
                        case "echo" -> question;
                        case "parts" -> {
                            for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                                parts.accept(Message.of("" + i));
                            }
                            yield Message.of("end");
                        }
                        case "fail" -> throw new IllegalStateException("no luck");
                        case "exit" -> {
                            Runtime.getRuntime().halt(Integer.parseInt(words[1]));
                            yield Message.of("");
                        }
                        case "hang" -> {
                            new CountDownLatch(1).await();
                            yield Message.of("");
                        }
                        case "await" -> {
                            while (!Files.exists(Path.of(words[1]))) {
                                LockSupport.parkNanos(1_000_000);
                            }
                            yield Message.of("");
                        }
                        case "garbage" -> {
                            try (var out = new FileOutputStream(FileDescriptor.out)) {
                                out.write("Segmentation fault, or some other words\n".getBytes(StandardCharsets.UTF_8));
                                out.flush();
                                new CountDownLatch(1).await();
                            }
                            yield Message.of("");
                        }
                        case "huge" -> {
                            try (var out = new FileOutputStream(FileDescriptor.out)) {
                                out.write(new byte[] {'H', 'R', 'C', '1', 3, 0x7f, -1, -1, -1, 0, 0, 0, 0});
                                out.flush();
                                new CountDownLatch(1).await();
                            }
                            yield Message.of("");
                        }
                        case "memory" -> {
                            yield Message.of("" + new long[1 << 27].length);
                        }
                        case "print" -> {
                            System.out.println("a library that prints");
                            yield Message.of("printed");
                        }
                        case "environment" ->
                            Message.of(String.join(" ", System.getenv().keySet()));
                        default -> throw new IllegalArgumentException(words[0]);
                    };
                });
        }
    }
}
