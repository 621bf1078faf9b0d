package org.matrixee.server.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.store.memory.InMemoryStores;

/** Files on disk and their records: both or neither, whatever happens in between. */
class MediaServiceTest {
  private static final Requester ANNA = new Requester(new UserId("@anna:localhost"), 1, false);

  @TempDir private Path folder;
  private final InMemoryStores stores = new InMemoryStores();
  private MediaFolder disk;
  private boolean broken;
  private MediaService service;

  private final MediaTransactions transactions =
      new MediaTransactions(stores.media()) {
        @Override
        public boolean create(Media media, long maxBytes) {
          requireDatabase();
          return stores.inTransaction(() -> super.create(media, maxBytes));
        }

        @Override
        public Optional<Media> find(MediaId id) {
          return stores.inTransaction(() -> super.find(id));
        }

        @Override
        public long usedBytes(UserId user) {
          return stores.inTransaction(() -> super.usedBytes(user));
        }

        @Override
        public boolean isHashUsed(String hash) {
          requireDatabase();
          return stores.inTransaction(() -> super.isHashUsed(hash));
        }
      };

  private void requireDatabase() {
    if (broken) {
      throw new IllegalStateException("the database is gone");
    }
  }

  @BeforeEach
  void start() {
    MatrixConfig config =
        MatrixConfig.read(
            Map.of(
                    "MATRIX_MEDIA_FOLDER", folder.toString(),
                    "MATRIX_UPLOAD_MAX", "600000",
                    "MATRIX_UPLOAD_QUOTA", "1")
                ::get);
    disk = new MediaFolder(config);
    service =
        new MediaService(
            config,
            disk,
            transactions,
            new UploadSlots(),
            new MediaArrivals(),
            new SecureRandom(),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  private MediaId upload(byte[] bytes) {
    return service.upload(
        ANNA, new Upload(new ByteArrayInputStream(bytes), bytes.length, "a/b", "n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> files(String kind) throws IOException {
    if (!Files.exists(folder.resolve(kind))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder.resolve(kind))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void fileIsUnderItsHash() throws IOException {
    MediaFile file = service.get(upload(bytes("abc")));
    assertThat(file.path().getFileName())
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Files.readString(file.path())).isEqualTo("abc");
    assertThat(file.size()).isEqualTo(3);
    assertThat(files("incoming")).isEmpty();
  }

  @Test
  void sameBytesAreThereOnceAndStayWhenOneRecordIsRefused() throws IOException {
    byte[] large = new byte[600_000];
    MediaId first = upload(large);
    MatrixException refused = catchThrowableOfType(MatrixException.class, () -> upload(large));
    assertThat(refused.code()).isEqualTo(ErrorCode.M_TOO_LARGE);
    assertThat(files("files")).hasSize(1);
    assertThat(service.get(first).path()).exists();
  }

  @Test
  void refusedRecordTakesItsFileAway() throws IOException {
    Path temporary = disk.newTemporary();
    Files.writeString(temporary, "x");
    assertThat(disk.place(temporary, "a".repeat(64), () -> false, transactions::isHashUsed))
        .isFalse();
    assertThat(files("files")).isEmpty();
    assertThat(files("incoming")).isEmpty();
  }

  @Test
  void fileWhoseRecordIsUncertainIsSettledByTheNextStart() throws IOException {
    upload(bytes("known"));
    broken = true;
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> upload(bytes("abc"))))
        .isNotNull();
    assertThat(files("files")).hasSize(2);
    assertThat(files("incoming")).hasSize(1);
    broken = false;
    Files.writeString(disk.newTemporary(), "half");
    assertThat(disk.sweep(transactions::isHashUsed)).isEqualTo(2);
    assertThat(files("files")).hasSize(1);
    assertThat(files("incoming")).isEmpty();
    assertThat(disk.sweep(transactions::isHashUsed)).isZero();
  }

  @Test
  void sweepKeepsWhatHasARecord() throws IOException {
    MediaFile file = service.get(upload(bytes("abc")));
    Files.write(folder.resolve("incoming").resolve(file.tag() + ".new"), new byte[0]);
    disk.sweep(transactions::isHashUsed);
    assertThat(file.path()).exists();
    assertThat(files("incoming")).isEmpty();
  }

  @Test
  void manyUploadsOfTheSameBytesAtOnce() throws IOException {
    List<MediaId> ids =
        IntStream.range(0, 4).parallel().mapToObj(i -> upload(bytes("same"))).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(files("files")).hasSize(1);
    assertThat(files("incoming")).isEmpty();
  }

  @Test
  void slowUploadIsGivenUp() throws IOException {
    AtomicLong nanos = new AtomicLong();
    InputStream slow =
        new InputStream() {
          @Override
          public int read() {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int start, int length) {
            bytes[start] = (byte) read();
            return 1;
          }
        };
    Path file = disk.newTemporary();
    MatrixException refused =
        catchThrowableOfType(
            MatrixException.class,
            () -> Received.from(new Upload(slow, -1, null, null), file, 1000, nanos::get));
    assertThat(refused.status()).isEqualTo(408);
    assertThat(nanos.get()).isLessThan(TimeUnit.SECONDS.toNanos(60));
  }

  @Test
  void uploadShorterThanAnnouncedIsNoFile() throws IOException {
    Upload cut = new Upload(new ByteArrayInputStream(bytes("abc")), 4, null, null);
    MatrixException refused =
        catchThrowableOfType(MatrixException.class, () -> service.upload(ANNA, cut));
    assertThat(refused.status()).isEqualTo(408);
    assertThat(files("files")).isEmpty();
    assertThat(files("incoming")).isEmpty();
  }

  @Test
  void placesForUploadsAreGivenBack() {
    UploadSlots slots = new UploadSlots();
    for (int round = 0; round < 3; round++) {
      List<UploadSlots.Slot> taken =
          IntStream.range(0, UploadSlots.MOST_OF_A_USER)
              .mapToObj(i -> slots.take(ANNA.user()))
              .toList();
      assertThat(catchThrowableOfType(MatrixException.class, () -> slots.take(ANNA.user())).code())
          .isEqualTo(ErrorCode.M_LIMIT_EXCEEDED);
      taken.forEach(UploadSlots.Slot::close);
    }
  }
}
