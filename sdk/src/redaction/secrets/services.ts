/** Services whose keys have no form of their own: a random value assigned to a name that holds one of these is one. */
export const services: ReadonlySet<string> = new Set(
  (
    "1password 2captcha ably abstractapi abuseipdb abyssale accuweather activecampaign acuity adafruit " +
    "adobe adzuna aeroworkflow agora ahrefs airbrake airnow airship airtable airvisual aiven alchemy " +
    "algolia alibaba alienvault alphavantage amadeus ambee amplitude anthropic anticaptcha anypoint " +
    "apacta apify apilayer apollo appcenter appcues appdynamics appfollow apple appointedd appoptics " +
    "appsynergy apptivo appwrite argocd artifactory asana assemblyai astronomer atlassian auth0 authy " +
    "aviationstack aws axonaut aylien azure azurestorage backblaze baidu bamboohr bandwidth bannerbear " +
    "baremetrics basecamp beamer beebole benchling besnappy betterstack bettertuptime bigcommerce " +
    "billomat binance bing bird bitbucket bitfinex bitly bitmex bitrise bittrex blazemeter bluesky " +
    "bombbomb boostnote borgbase braintree brandfetch braze brevo brightlocal browserstack bscscan " +
    "bugherd bugsnag buildkite bulksms bunnycdn buttercms caflou calcom calendarific calendly " +
    "campaignmonitor canny canva capsulecrm captaindata carboninterface cashboard caspio censys chargebee " +
    "chartbeat chartmogul chatfuel chatwork checkly checkoutcom circleci clearbit clerk clickbank " +
    "clickhelp clickmeter clicksend clickup clicky cliengo cliniko clockify clojars cloudamqp cloudant " +
    "cloudconvert cloudelements cloudflare cloudimage cloudinary cloudmersive cloudsmith coda codacy " +
    "codeclimate codecov codefresh codemagic codeship cohere coinapi coinbase coinlayer coinlib " +
    "coinmarketcap commercejs companyhub confluence confluent contentful contentstack convertkit convex " +
    "copyscape countrylayer courier coveralls craftmypdf crates crisp criteo cronitor crowdin " +
    "cryptocompare currencycloud currencyfreaks currencylayer currentsapi customerio cypress dailyco " +
    "dailymotion dareboost databricks datadog datarobot datocms deadmanssnitch deepgram deepl deepseek " +
    "deezer delighted demio deno dependencytrack detectify detectlanguage dialogflow diffbot digicert " +
    "digitalocean discogs discord disqus dnsimple dockerhub docparser documo docusign doppler dovico " +
    "drift drone droneci dropbox dropboxsign duffel dwolla dynalist dynatrace easypost ebay ecostruxure " +
    "edamam edenai elastic elasticcloud elasticemail elasticsearch elevenlabs emailoctopus enablex " +
    "endorlabs envoy etherscan etsy eventbrite everhour exchangerate exoscale expo extractorapi facebook " +
    "faceplusplus factset fastforex fastly fauna faunadb fedex fetchrss fibery fieldwire figma filestack " +
    "finage finicity finnhub firebase firecrawl fireworks fivetran fixer flagsmith fleetbase flexport " +
    "flickr flightapi flightlabs flightstats flowise flutterwave flyio formbucket formcraft formio " +
    "formsite formstack foursquare freeconvert freelancer freesound freshbooks freshdesk freshservice " +
    "frontapp fulcrum fullcontact fullstory fusebill gainsight geckoboard gemini gengo geoapify geocodio " +
    "getblock getemail getgist getresponse ghost giphy gitbook gitea gitkraken gitlab gitter glassnode " +
    "gleam gocanvas gocardless godaddy goodreads google gorgias grafana grafbase graphcms graphhopper " +
    "greenhouse groovehq groq gtmetrix guardian gumroad gyazo habitica happyscribe harness hasura heap " +
    "helicone hellosign helpcrunch helpscout heroku herokuapi hetzner hibp holidayapi honeybadger " +
    "honeycomb hootsuite hotjar hubspot hubstaff huggingface hunter hybiscus hygraph hyperbrowser " +
    "hypertrack hypixel ibm iconfinder iextrading igdb imagekit imagga imgbb imgix imgur influxdb infobip " +
    "infracost infura insightly insomnia instabot instagram instapaper instatus intercom interseller " +
    "interswitch invoiceocean ip2location ipapi ipdata ipgeolocation ipify ipinfo ipquality ipregistry " +
    "ipstack ironio iterable jenkins jfrog jira jotform jumpcloud jwplayer kaggle kagi kakao kaleyra keap " +
    "keen keycdn keygen kickbox kinde kinsta kisi klaviyo klipfolio knapsackpro kofax kong kontent kraken " +
    "kucoin kustomer kylas lalamove langfuse langsmith languagelayer lastfm launchdarkly leadfeeder " +
    "lemlist lemonsqueezy lendflow lessannoyingcrm lexigram lightspeed linear linenotify linkedin linode " +
    "liveagent liveblocks livechat livekit livestorm loadmill lob locationiq logdna logentries loggly " +
    "loginradius logzio lokalise looker loops loyverse lumar lunchmoney magento mailboxlayer mailchimp " +
    "mailerlite mailersend mailgun mailjet mailmodo mailosaur mailsac mailslurp mailtrap mailup mandrill " +
    "mapbox mapmyindia mapquest marketstack marvelapp matomo mattermost mavenlink maxcdn maxmind " +
    "mediastack meilisearch meistertask meraki mercury mesibo message- message_bird messagebird messente " +
    "metaapi metabase metamask metrilo mews microsoft mindmeister minio missive mistral mixpanel mockaroo " +
    "modal moengage mollie monday moneybird mongodb monkeylearn moonclerk moosend moov moralis mux " +
    "myfreshworks namecheap nasa natureremo neon nethunt netlify neutrinoapi new-relic new_relic newrelic " +
    "newsapi newscatcher nexmo ngrok nicereply nightfall nomics northpass notion novu ntfy numverify " +
    "nutritionix nvidia nylas nytimes oanda odoo okta okx omdb omise onedesk oneflow onelog onelogin " +
    "onepagecrm onesignal onesky onfleet oopspam openai opencage opencollective openexchangerates " +
    "openphone openrouter opensea opentok openuv openweather opsgenie optimizely oracle orbit overloop " +
    "ovh owlracle ownerrez packagecloud paddle pagerduty pagertree pandadoc pandascore paperform " +
    "papertrail paralleldots parsehub parseur partnerstack passbase passle patreon paymo paymongo " +
    "payoneer paypal paystack payu pdflayer pdfshift peopledatalabs pepipost percy perplexity pexels " +
    "phabricator photoroom pinata pinboard pinecone pingdom pinterest pipedream pipedrive pipefy pipl " +
    "pivotaltracker pixabay plaid planetscale planfix planio planyo plausible plausibleio plivo podchaser " +
    "podio pollinations poloniex polygon polymarket portainer positionstack postageapi postgres posthog " +
    "postman postmark postmates prefect printful printify prismic private_key procore prodpad " +
    "productboard prospectcrm proxycrawl pubmatic pubnub pulumi purestake pushbullet pusher pushover " +
    "pushwoosh qase qdrant qualaroo quay qubole quickbase quickbooks quickmetrics quicknode quora " +
    "raindrop rapidapi rarible raygun razorpay readme readthedocs rebrandly recaptcha recurly reddit " +
    "redis redmine remotely render rentman repairshopr replicate replit requestfinance rescuetime resend " +
    "restpack retool revenuecat revolut ringcentral riot ritekit robinhood roblox rocketreach rollbar " +
    "route4me rudderstack runpod runrunit salesblink salesflare salesforce salesmate samsara sanity " +
    "satismeter saucelabs scalegrid scaleway scalingo scalr scraperapi scrapestack scrapfly scrapingant " +
    "scrapingbee screenshotapi scrutinizer seatgeek secureframe securitytrails segment selectpdf sendbird " +
    "sendcloud sendgrid sendinblue sendowl sendpulse sendwithus sentry serpapi serper serpstack " +
    "servicenow sezzle sharepoint shipengine shippo shipstation shodan shopify shortio shotgrid shotstack " +
    "shutterstock signable signalwire signaturely signaturit sigopt simfin simplesat simplybook simvoly " +
    "sinch sipgate sirv skillshare skrapp skybiometry skyscanner slack smartling smartlook smartsheet " +
    "smartthings smartystreets smsapi smugmug snapchat snapcraft snipcart snovio snowflake snyk socketio " +
    "solarwinds sonar sonarcloud sonarqube sonatype soundcloud sourcegraph sparkpost speechmatics splitio " +
    "splitwise splunk spoonacular spotify spotinst sqreen square squarespace stability stackblitz " +
    "stackexchange stackhawk stackoverflow statamic statsig statuscake statuspage steam stitchdata " +
    "storecove stormboard stormglass stormpath storyblok storychief strapi strava stripe stytch sumo " +
    "sumologic supabase supermetrics supernotes surveymonkey surveysparrow survicate svix swagger swiftly " +
    "swiftype synthesia tableau tailscale talkdesk tallyfy taskade tatum tavily tawk taxjar teamcity " +
    "teamgate teams teamwork telegram telerivet telesign telestream telnyx tenable terraform testingbot " +
    "textlocal textmagic thinkific thinkst thousandeyes threatstack threescale ticketmaster tickettailor " +
    "tidio tigergraph tiingo tiktok timecamp timezonedb tinify tinypng tmetric todoist together toggl " +
    "tokeet tomorrowio tomtom torbox trackjs tradier trakt transferwise transifex transloadit " +
    "travelpayouts travis travisci trayio trello trengo triggerdev tumblr turso twelvedata twelvelabs " +
    "twilio twingate twitch twitter tyntec typeform typesense uber ubidots unsplash uplead uploadcare " +
    "upstash uptimerobot urlscan usercentrics userflow userpilot userstack uservoice usps valtown vantage " +
    "vatlayer vault vbout veracode vercel verifalia veriphone viber vimeo virtuous virustotal visma " +
    "visualcrossing voiceflow voicegain vonage voodoosms vouchery voyageai vpnapi vultr wakatime " +
    "walkscore wandb wasabi wazuh weatherapi weatherbit weatherstack weaviate webex webflow webhookrelay " +
    "webpurify webscraper websitepulse wechat weglot weightsandbiases wepay whatconverts whatsapp whereby " +
    "whoxy wikimedia wistia wix woocommerce wordpress workable workday workos worksnaps workstack " +
    "worldcoinindex worldpay wrike wufoo wunderlist xata xendit xero yahoo yandex yelp yext yodlee " +
    "youcanbookme yousign youtrack youtube zapier zendesk zenefits zenrows zenscrape zenserp zeplin " +
    "zerobounce zerotier zilliz zipbooks zipcodeapi zoho zoom zoominfo zotero zulip zuora"
  ).split(" "),
);
