package io.headrace.gateway.batch.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.BodyTooLargeException;
import io.headrace.wire.multipart.GarbledPartsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {

    private static final int LARGE = 200_000;
    private static final FormReader.Files IMAGE = new FormReader.Files("image", LARGE);

    @TempDir
    private Path folder;

    private UploadedForm read(String body) throws IOException, GarbledPartsException {
        var bytes = new ByteArrayInputStream(body.replace("\n", "\r\n").getBytes(UTF_8));
        return new FormReader(folder).read(bytes, "b", IMAGE);
    }

    private static String part(String disposition, String content) {
        return "--b\nContent-Disposition: form-data; " + disposition + "\n\n" + content + "\n";
    }

    @Test
    void takesTextsAndFiles() throws Exception {
        var body = part("name=prompt", "a café") + part("name=prompt", "another")
                + part("name=\"image\"; filename=\"caf\u00e9 \\\"1\\\".png\"", "picture") + "--b--";

        try (var form = read(body)) {
            assertThat(form.fields().text("prompt")).contains("a café");
            assertThat(form.files("image")).singleElement().satisfies(file -> {
                assertThat(file.name()).isEqualTo("café \"1\".png");
                assertThat(file.upload().bytes().open()).hasContent("picture");
            });
            assertThat(form.files("mask")).isEmpty();
        }
    }

    @Test
    void takesAFileWithoutANameWhereOnlyAFileMakesSense() throws Exception {
        try (var form = read(part("name=image", "picture") + "--b--")) {
            assertThat(form.files("image")).hasSize(1);
        }
    }

    @Test
    void keepsALargeFileOnDiskUntilTheFormIsClosed() throws Exception {
        var form = read(part("name=image; filename=a", "x".repeat(LARGE)) + "--b--");

        assertThat(form.files("image").getFirst().upload().length()).isEqualTo(LARGE);
        assertThat(folder).isNotEmptyDirectory();
        form.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFileThatIsTooLargeAndKeepsNothingOfIt() {
        assertThatThrownBy(() -> read(part("name=image; filename=a", "x".repeat(LARGE + 1)) + "--b--"))
                .isInstanceOf(BodyTooLargeException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--c--", "--b\nContent-Disposition: form-data\n\ntext\n--b--", "--b\nnothing\n\n"})
    void refusesWhatIsNoForm(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(GarbledPartsException.class);
    }

    @Test
    void keepsNothingOfAFormThatBreaksOff() {
        assertThatThrownBy(() -> read(part("name=image; filename=a", "x".repeat(LARGE)) + "--b\nbroken"))
                .isInstanceOf(GarbledPartsException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data; boundary=abc | abc",
                "multipart/form-data; charset=utf-8; Boundary=\"a b;c\" | a b;c",
                "multipart/form-data |",
                "multipart/form-data; boundary=\"\" |"
            })
    void findsTheBoundary(String contentType, String boundary) {
        assertThat(FormReader.boundary(contentType).orElse(null)).isEqualTo(boundary);
    }
}
