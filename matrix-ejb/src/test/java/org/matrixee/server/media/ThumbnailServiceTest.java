package org.matrixee.server.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.media.rules.Size;

/** Thumbnails are made once, and only so many wait to be made. */
class ThumbnailServiceTest {
  private static final Size BOX = new Size(96, 96);

  @TempDir private Path folder;
  private final Deque<Runnable> line = new ArrayDeque<>();
  private ThumbnailService service;
  private MediaFolder disk;

  @BeforeEach
  void start() {
    MatrixConfig config = MatrixConfig.read(Map.of("MATRIX_MEDIA_FOLDER", folder.toString())::get);
    disk = new MediaFolder(config);
    MediaService files =
        new MediaService() {
          @Override
          Media find(MediaId id) {
            UserId anna = new UserId("@anna:localhost");
            return new Media(id, anna, "a/b", null, 1, hash(id), 1);
          }
        };
    Threads threads =
        new Threads() {
          @Override
          public Executor pictures() {
            return line::add;
          }
        };
    service = new ThumbnailService(config, files, disk, threads);
  }

  private static String hash(MediaId id) {
    return id.value().repeat(64).substring(0, 64);
  }

  private MediaId picture(String name) throws IOException {
    MediaId id = new MediaId(name);
    Path file = disk.file(hash(id));
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return id;
  }

  private CompletableFuture<MediaFile> ask(MediaId id) {
    return service.get(id, BOX, true).toCompletableFuture();
  }

  private int work() {
    int done = 0;
    for (Runnable task = line.poll(); task != null; task = line.poll()) {
      task.run();
      done++;
    }
    return done;
  }

  @Test
  void manyAskersHaveItMadeOnce() throws IOException {
    MediaId id = picture("a");
    List<CompletableFuture<MediaFile>> asked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asked.add(ask(id));
    }
    assertThat(work()).as("a look at the header, and the thumbnail").isEqualTo(2);
    assertThat(asked).allMatch(CompletableFuture::isDone);
    assertThat(ask(id)).as("it is on disk").isDone();
    assertThat(line).isEmpty();
    assertThat(ask(id).join().type()).isEqualTo("image/jpeg");
  }

  @Test
  void fileThatCannotBeReadIsNotTriedAgain() throws IOException {
    MediaId id = picture("b");
    Path file = disk.file(hash(id));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, 60));
    CompletableFuture<MediaFile> first = ask(id);
    assertThat(work()).isEqualTo(2);
    assertThat(first).isCompletedExceptionally();
    assertThat(refusal(id)).isEqualTo(404);
    assertThat(line).isEmpty();
  }

  @Test
  void onlySoManyWait() throws IOException {
    for (int i = 0; i < ThumbnailService.MOST_WAITING; i++) {
      CompletableFuture<MediaFile> waits = ask(new MediaId("w" + i));
      assertThat(waits).isNotDone();
    }
    MediaId id = picture("c");
    assertThat(refusal(id)).isEqualTo(429);
    work();
    CompletableFuture<MediaFile> later = ask(id);
    work();
    assertThat(later.join().size()).isPositive();
  }

  private int refusal(MediaId id) {
    try {
      CompletableFuture<MediaFile> answer = ask(id);
      return answer.isDone() ? 200 : 0;
    } catch (MatrixException e) {
      return e.status();
    }
  }
}
