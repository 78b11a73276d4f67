package io.headrace.cli;

/** Something of a node's money that is looked at only. */
final class Shown {

    private Shown() {}

    static int at(String path, MoneyTools tools, MoneyOptions options) throws InterruptedException {
        try (var client = options.admin().client()) {
            var document = client.document(client.get(path, "application/json"));
            DocumentLines.print(tools.terminal(), options.admin().json(), document);
            return ExitCode.DONE.code();
        } catch (NodeSilent silent) {
            throw silent.asFailure();
        }
    }
}
