#include "CHTTP.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The numbers of libcurl's interface, which it promises to keep (https://curl.se/libcurl/c/ABI.html): its headers are not needed to build.
enum {
  OPTION_WRITE_DATA = 10001,
  OPTION_URL = 10002,
  OPTION_ERROR_BUFFER = 10010,
  OPTION_POST_FIELDS = 10015,
  OPTION_USER_AGENT = 10018,
  OPTION_HEADERS = 10023,
  OPTION_FOLLOW = 52,
  OPTION_POST_SIZE = 60,
  OPTION_NO_SIGNAL = 99,
  OPTION_TIMEOUT = 155,
  OPTION_CONNECT_TIMEOUT = 156,
  OPTION_PROTOCOLS = 181,
  OPTION_WRITE_FUNCTION = 20011,
  INFO_STATUS = 0x200002,
  PROTOCOLS_HTTP_AND_HTTPS = 1 | 2,
  GLOBAL_ALL = 3,
  ERROR_SIZE = 256,
};

static struct {
  int (*global_init)(long);
  void *(*easy_init)(void);
  int (*setopt)(void *, int, ...);
  int (*perform)(void *);
  int (*getinfo)(void *, int, ...);
  void (*cleanup)(void *);
  void *(*append)(void *, const char *);
  void (*free_all)(void *);
  const char *(*text)(int);
  int is_ready;
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};
  void *library = NULL;
  for (size_t index = 0; index < sizeof names / sizeof *names && !library; index++) library = dlopen(names[index], RTLD_NOW);
  if (!library) return;
  // POSIX has functions come out of dlsym as pointers to data.
  *(void **)&curl.global_init = dlsym(library, "curl_global_init");
  *(void **)&curl.easy_init = dlsym(library, "curl_easy_init");
  *(void **)&curl.setopt = dlsym(library, "curl_easy_setopt");
  *(void **)&curl.perform = dlsym(library, "curl_easy_perform");
  *(void **)&curl.getinfo = dlsym(library, "curl_easy_getinfo");
  *(void **)&curl.cleanup = dlsym(library, "curl_easy_cleanup");
  *(void **)&curl.append = dlsym(library, "curl_slist_append");
  *(void **)&curl.free_all = dlsym(library, "curl_slist_free_all");
  *(void **)&curl.text = dlsym(library, "curl_easy_strerror");
  curl.is_ready = curl.global_init && curl.easy_init && curl.setopt && curl.perform && curl.getinfo && curl.cleanup && curl.append &&
                  curl.free_all && curl.text && curl.global_init(GLOBAL_ALL) == 0;
}

struct PlumblineHTTPClient {
  void *handle;
  void *headers;
};

PlumblineHTTPClient *plumbline_http_create(void) {
  pthread_once(&once, load);
  if (!curl.is_ready) return NULL;
  PlumblineHTTPClient *client = calloc(1, sizeof *client);
  if (!client) return NULL;
  client->handle = curl.easy_init();
  client->headers = curl.append(NULL, "Content-Type: application/fhir+json; charset=utf-8");
  void *both = client->headers ? curl.append(client->headers, "Accept: application/fhir+json") : NULL;
  if (!client->handle || !both) {
    plumbline_http_destroy(client);
    return NULL;
  }
  // No wait for a word of the server before the body.
  void *all = curl.append(both, "Expect:");
  client->headers = all ? all : both;
  return client;
}

void plumbline_http_destroy(PlumblineHTTPClient *client) {
  if (client->handle) curl.cleanup(client->handle);
  if (client->headers) curl.free_all(client->headers);
  free(client);
}

struct Sink {
  PlumblineHTTPReply *reply;
  size_t capacity, limit;
};

/// Takes a part of the body; a number other than its size ends the transfer.
static size_t take(char *bytes, size_t size, size_t count, void *target) {
  struct Sink *sink = target;
  PlumblineHTTPReply *reply = sink->reply;
  size_t length = size * count;
  if (length > sink->limit - reply->length) return 0;
  if (reply->length + length > sink->capacity) {
    size_t capacity = (reply->length + length) * 2;
    uint8_t *body = realloc(reply->body, capacity);
    if (!body) return 0;
    reply->body = body;
    sink->capacity = capacity;
  }
  if (length) memcpy(reply->body + reply->length, bytes, length);
  reply->length += length;
  return length;
}

void plumbline_http_post(PlumblineHTTPClient *client, const char *url, const uint8_t *body, size_t length, long milliseconds,
                         size_t limit, PlumblineHTTPReply *reply) {
  memset(reply, 0, sizeof *reply);
  struct Sink sink = {reply, 0, limit};
  void *handle = client->handle;
  curl.setopt(handle, OPTION_URL, url);
  curl.setopt(handle, OPTION_HEADERS, client->headers);
  curl.setopt(handle, OPTION_USER_AGENT, "plumbline");
  curl.setopt(handle, OPTION_POST_SIZE, (long)length);
  curl.setopt(handle, OPTION_POST_FIELDS, body);
  curl.setopt(handle, OPTION_NO_SIGNAL, 1L);
  curl.setopt(handle, OPTION_FOLLOW, 0L);
  curl.setopt(handle, OPTION_PROTOCOLS, (long)PROTOCOLS_HTTP_AND_HTTPS);
  curl.setopt(handle, OPTION_TIMEOUT, milliseconds);
  curl.setopt(handle, OPTION_CONNECT_TIMEOUT, milliseconds);
  curl.setopt(handle, OPTION_ERROR_BUFFER, reply->error);
  curl.setopt(handle, OPTION_WRITE_FUNCTION, take);
  curl.setopt(handle, OPTION_WRITE_DATA, &sink);
  int code = curl.perform(handle);
  // The buffer belongs to the caller, who may let it go.
  curl.setopt(handle, OPTION_ERROR_BUFFER, NULL);
  if (code == 0) {
    curl.getinfo(handle, INFO_STATUS, &reply->status);
    return;
  }
  plumbline_http_release(reply);
  if (!reply->error[0]) strncpy(reply->error, curl.text(code), ERROR_SIZE - 1);
}

void plumbline_http_release(PlumblineHTTPReply *reply) {
  free(reply->body);
  reply->body = NULL;
  reply->length = 0;
}
