package io.headrace.models.batch.picture;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.Upload;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes pictures of strangers: PNG, JPEG and WebP, as they are meant to be looked at (an EXIF orientation is applied), without
 * transparency and with 8 bits per colour, whatever they had. Nothing is decoded whose header claims more pixels than are taken.
 *
 * @param maxPixels of one picture
 */
public record PictureReader(int maxPixels) {

    private static final int MAX_SIDE = 16_384;

    public PictureReader {
        if (maxPixels <= 0) {
            throw new IllegalArgumentException("No picture has at most " + maxPixels + " pixels");
        }
    }

    /** The one file of that field. */
    public Picture read(Form form, String field) throws RequestRefused {
        return read(form.file(field));
    }

    public Picture read(Upload file) throws RequestRefused {
        var header = PictureHeader.of(file.bytes()).orElseThrow(() -> unknown(file));
        if (header.pixels() > maxPixels || Math.max(header.width(), header.height()) > MAX_SIDE) {
            throw RequestRefused.badValue(
                    file.field() + " is a picture of " + header.width() + "x" + header.height() + "; at most "
                            + maxPixels + " pixels and sides of " + MAX_SIDE + " are taken. Send a smaller one.");
        }
        return decode(file, header);
    }

    private static RequestRefused unknown(Upload file) {
        return new RequestRefused(
                RequestRefused.Fault.UNKNOWN_MEDIA,
                file.field() + " is no picture that is read here (PNG, JPEG, WebP): " + file.length() + " bytes"
                        + (file.mediaType().isEmpty() ? "" : ", sent as " + Form.shown(file.mediaType())) + ".");
    }

    private static Picture decode(Upload file, PictureHeader header) throws RequestRefused {
        try (var _ = new PointerScope()) {
            Vision.load();
            var bytes = new BytePointer(file.toArray());
            var matrix = imdecode(new Mat(bytes), IMREAD_COLOR_RGB);
            if (matrix.empty() || (long) matrix.cols() * matrix.rows() != header.pixels()) {
                throw damaged(file, header);
            }
            return Vision.picture(matrix);
        } catch (RuntimeException refusedByDecoder) {
            throw damaged(file, header);
        }
    }

    private static RequestRefused damaged(Upload file, PictureHeader header) {
        return RequestRefused.badValue(
                file.field() + " is a damaged " + header.kind() + " of " + file.length() + " bytes.");
    }
}
